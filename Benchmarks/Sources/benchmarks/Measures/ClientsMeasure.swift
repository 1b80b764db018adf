internal import PostgresClient
internal import Synchronization
internal import VaultCore
internal import VaultModel

/// Documents of 4 KiB stored durably by 32 clients at once, against pgbench with as many on the same server.
///
/// Ours begins with the bytes and ends with an answer to each client: rules asked, sealed, committed to, wrapped, durable. The
/// peer sends three rows of the same sizes from memory.
struct ClientsMeasure {
    private static let clients = 32
    private static let rounds = 5
    private static let seconds = 4
    private static let transactions = 250
    private static let documentSize = 4096
    private static let wrappedKeySize = 92

    let house: House

    func figures() async throws -> [Figure] {
        guard let program = PgBench.program else {
            return [.plain("stores of \(Self.clients) clients", "", peer: "not measured: no pgbench")]
        }
        var patients: [PatientID] = []
        for _ in 0..<Self.clients { patients.append(try await house.register()) }
        try await house.store(House.document(Self.documentSize), for: patients[0])
        let peer = PgBench(
            program: program,
            server: house.server,
            sizes: try await rowSizes(),
            directory: house.directory
        )
        try await peer.prepare(house.plain)
        _ = try await stores(patients, for: .seconds(1))
        var (ours, beside, theirs): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<Self.rounds {
            ours.append(try await stores(patients, for: .seconds(Self.seconds)))
            try await house.controller.flush()
            theirs.append(try peer.run(clients: Self.clients, each: Self.transactions))
            beside.append(try await storesBesideTheLedger(patients))
            try await house.controller.flush()
        }
        let rate = Self.median(theirs)
        return [
            Figure(
                name: "stores of 4 KiB, \(Self.clients) clients",
                ours: Self.text(Self.median(ours)),
                peer: "\(Self.text(rate)) pgbench",
                ratio: Self.median(ours) / rate,
                limit: .atLeast(0.6)
            ),
            .plain(
                "  the same while the ledger takes them every second",
                Self.text(Self.median(beside)),
                peer: Self.text(rate),
                ratio: Self.median(beside) / rate
            ),
        ]
    }

    /// Stores a second of clients that each store one document after another for a patient of their own.
    private func stores(_ patients: [PatientID], for time: Duration) async throws -> Double {
        let begin = ContinuousClock.now
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for patient in patients {
                group.addTask { [house] in
                    var count = 0
                    while ContinuousClock.now - begin < time {
                        try await house.store(House.document(Self.documentSize), for: patient)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((ContinuousClock.now - begin) / .seconds(1))
    }

    /// The same with what a server does meanwhile.
    private func storesBesideTheLedger(_ patients: [PatientID]) async throws -> Double {
        let isOver = Atomic(false)
        async let ledger: Void = flushing(until: { isOver.load(ordering: .relaxed) })
        let rate = try await stores(patients, for: .seconds(Self.seconds))
        isOver.store(true, ordering: .relaxed)
        try await ledger
        return rate
    }

    /// Has the ledger take what waits, every second.
    private func flushing(until isOver: @Sendable () -> Bool) async throws {
        while !isOver() {
            try await Task.sleep(for: .seconds(1))
            try await house.controller.flush()
        }
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

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private static func text(_ rate: Double) -> String { "\(Int(rate))/s" }
}
