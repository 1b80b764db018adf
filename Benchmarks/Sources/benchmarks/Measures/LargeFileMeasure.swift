internal import CPeer
internal import VaultModel

/// A file of 64 MiB stored and read, against OpenSSL's AES-256-GCM and SHA-256 over the same bytes on one core.
struct LargeFileMeasure {
    private static let size = 64 << 20
    private static let rounds = 7
    private static let least = 0.5

    let house: House

    func figures() async throws -> [Figure] {
        let bytes = House.document(Self.size)
        let patient = try await house.register()
        var stored = Samples()
        var storedBeforeDevice = Samples()
        var read = Samples()
        var encrypted = Samples()
        var decrypted = Samples()
        for _ in 0..<Self.rounds {
            try await encrypted.time { try Self.peer(bytes, decrypting: false) }
            peer_fsync_reset()
            let begin = ContinuousClock.now
            let record = try await house.store(bytes, for: patient)
            let time = ContinuousClock.now - begin
            stored.add(time)
            storedBeforeDevice.add(time - .nanoseconds(Int64(peer_fsync_nanoseconds())))
            try await decrypted.time { try Self.peer(bytes, decrypting: true) }
            var count = 0
            try await read.time {
                try await house.controller.read(record, by: house.staff, for: .treatment) {
                    count += $0.count
                }
            }
            guard count == Self.size else {
                throw BenchmarkError("\(count) bytes were read instead of \(Self.size)")
            }
        }
        return [
            speed(
                "store 64 MiB, without the blob's fsync",
                storedBeforeDevice.median,
                encrypted.median,
                Self.least
            ),
            speed("  with the blob's fsync", stored.median, encrypted.median, nil),
            speed("read 64 MiB", read.median, decrypted.median, Self.least),
        ]
    }

    private func speed(_ name: String, _ ours: Duration, _ peer: Duration, _ least: Double?) -> Figure {
        Figure(
            name: name,
            ours: rate(ours),
            peer: rate(peer) + " OpenSSL",
            ratio: peer / ours,
            limit: least.map { .atLeast($0) }
        )
    }

    private func rate(_ time: Duration) -> String {
        "\(Int(Double(Self.size) / Double(1 << 20) / time.seconds)) MiB/s"
    }

    private static func peer(_ bytes: [UInt8], decrypting: Bool) throws {
        let result = unsafe peer_gcm_and_sha256(bytes, bytes.count, decrypting ? 1 : 0)
        guard result == 1 else { throw BenchmarkError("OpenSSL refuses AES-256-GCM or SHA-256") }
    }
}
