internal import PostgresClient
internal import VaultModel

/// One document of 4 KiB stored durably and read, against a bare transaction of three rows of the same sizes, and against
/// pgcrypto with a key for each row.
struct StoreMeasure {
    private static let warmUp = 30
    private static let rounds = 300
    private static let documentSize = 4096
    private static let wrappedKeySize = 92

    let house: House

    func figures() async throws -> [Figure] {
        let patient = try await house.register()
        try await house.store(House.document(Self.documentSize), for: patient)
        let bare = BareTransaction(
            pool: house.plain,
            sizes: try await rowSizes()
        )
        try await bare.prepare()
        let pgcrypto = PgcryptoPeer(pool: house.plain)
        try await pgcrypto.prepare()
        var (stored, apart, together) = (Samples(), Samples(), Samples())
        var (peerStored, peerRead, read) = (Samples(), Samples(), Samples())
        for round in 0..<Self.warmUp + Self.rounds {
            let document = House.document(Self.documentSize)
            if round == Self.warmUp {
                (stored, apart, together) = (Samples(), Samples(), Samples())
                (peerStored, peerRead, read) = (Samples(), Samples(), Samples())
            }
            // Whoever comes first finds the caches of the other; so they take turns.
            if round % 2 == 0 { try await apart.time { try await bare.run(inOneTrip: false) } }
            let record = try await stored.time { try await house.store(document, for: patient) }
            if round % 2 == 1 { try await apart.time { try await bare.run(inOneTrip: false) } }
            try await together.time { try await bare.run(inOneTrip: true) }
            let row = try await peerStored.time { try await pgcrypto.store(document) }
            let opened = try await read.time { try await house.read(record) }
            let peerOpened = try await peerRead.time { try await pgcrypto.read(row) }
            guard opened == document, peerOpened == document else {
                throw BenchmarkError("a document was read that was not stored")
            }
        }
        let ours = stored.median
        return [
            .time("store 4 KiB, durable", ours, against: apart.median, "bare three rows", atMost: 2),
            .plain(
                "  the three rows in one round trip",
                ours.text,
                peer: together.median.text,
                ratio: ours / together.median
            ),
            .plain(
                "  pgcrypto, a key per row",
                ours.text,
                peer: peerStored.median.text,
                ratio: ours / peerStored.median
            ),
            .plain(
                "read 4 KiB, decided by the rules, the decision kept / pgcrypto",
                read.median.text,
                peer: peerRead.median.text,
                ratio: read.median / peerRead.median
            ),
        ]
    }

    /// What the vault writes for such a document: body, version, key.
    private func rowSizes() async throws -> [Int] {
        let number = house.controller.controller.number
        let row = try await house.plain.withSession(scope: number) { session in
            try session.queryOne(
                """
                SELECT (SELECT max(octet_length(body)) FROM record_parts)::int8,
                    (SELECT max(octet_length(sealed_meta) + octet_length(sealed_facts)) FROM record_versions)::int8
                """
            ).map { [Int(try $0.int64(0)), Int(try $0.int64(1))] }
        }
        return (row ?? []) + [Self.wrappedKeySize]
    }
}
