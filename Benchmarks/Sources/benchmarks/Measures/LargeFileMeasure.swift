internal import CPeer
internal import VaultCore
internal import VaultModel

/// A file of 1 GiB stored and read, against OpenSSL's AES-256-GCM and SHA-256 over the same bytes on one core; and
/// how much memory that takes.
///
/// The bytes are the same 4 MiB over and over, so that neither side waits for a disk to read them.
struct LargeFileMeasure {
    private static let size = 1 << 30
    private static let rounds = 5
    private static let least = 0.7
    private static let mostMemory = 64 << 20

    let house: House

    func figures() async throws -> [Figure] {
        let pattern = House.document(4 << 20)
        let source = RepeatedSource(pattern: pattern, size: Self.size)
        let patient = try await house.register()
        var stored = Samples()
        var storedBeforeDevice = Samples()
        var read = Samples()
        var encrypted = Samples()
        var decrypted = Samples()
        var memory = 0
        for _ in 0..<Self.rounds {
            try await encrypted.time { try Self.peer(pattern, decrypting: false) }
            try ProcessCounters.forgetMostMemory()
            let before = try ProcessCounters().memory
            peer_fsync_reset()
            let begin = ContinuousClock.now
            let record = try await house.store(source, for: patient)
            let time = ContinuousClock.now - begin
            stored.add(time)
            storedBeforeDevice.add(time - .nanoseconds(Int64(peer_fsync_nanoseconds())))
            try await decrypted.time { try Self.peer(pattern, decrypting: true) }
            var count = 0
            try await read.time {
                try await house.controller.read(record, by: house.staff, for: .treatment) {
                    count += $0.count
                }
            }
            guard count == Self.size else {
                throw BenchmarkError("\(count) bytes were read instead of \(Self.size)")
            }
            memory = max(memory, try ProcessCounters().mostMemory - before)
            // The disk is given back, and no round finds more of it used than the one before.
            try await house.erase(record)
        }
        return [
            speed("store 1 GiB, without the blob's fsync", storedBeforeDevice, encrypted, Self.least),
            speed("  with the blob's fsync", stored, encrypted, nil),
            speed("read 1 GiB", read, decrypted, Self.least),
            .size("  most memory that took, of this process", memory, atMost: Self.mostMemory),
        ]
    }

    private func speed(_ name: String, _ ours: Samples, _ peer: Samples, _ least: Double?) -> Figure {
        Figure(
            name: name,
            ours: rate(ours.median),
            peer: rate(peer.median) + " OpenSSL",
            ratio: peer.median / ours.median,
            limit: least.map { .atLeast($0) }
        )
    }

    private func rate(_ time: Duration) -> String {
        "\(Int(Double(Self.size) / Double(1 << 20) / time.seconds)) MiB/s"
    }

    private static func peer(_ pattern: [UInt8], decrypting: Bool) throws {
        let result = unsafe peer_gcm_and_sha256(
            pattern,
            pattern.count,
            size / pattern.count,
            decrypting ? 1 : 0
        )
        guard result == 1 else { throw BenchmarkError("OpenSSL refuses AES-256-GCM or SHA-256") }
    }
}
