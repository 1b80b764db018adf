internal import Keyring
internal import Synchronization
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Key renewal and index renewal at the size that DESIGN section 10 limits, or at a tenth of it in a tenth of the time: both
/// grow with the number of keys and patients, and making them takes longer than renewing.
struct RenewalMeasure {
    private static let size = 1_000_000
    private static let limit = Duration.seconds(60)
    private static let versions: UInt32 = 20

    let directory: String
    /// Which part of the full size is measured: 1 or 10.
    let divisor: Int

    /// In a house of its own, which is crowded afterwards.
    func figures() async throws -> [Figure] {
        let crowded = directory + "/crowded"
        try FileSystem.createDirectory(crowded, permissions: 0o755)
        let house = try await House.make(in: crowded)
        do {
            let figures = try await figures(of: house)
            try await house.close()
            return figures
        } catch {
            try? await house.close()
            throw error
        }
    }

    private func figures(of house: House) async throws -> [Figure] {
        let crowd = CrowdedHouse(house: house)
        let count = Self.size / divisor
        try await crowd.addPatients(count / Int(Self.versions), withKeys: Self.versions)
        var (begin, processors) = (ContinuousClock.now, ProcessorTime.used())
        let moved = try await house.controller.renewKeys().moved
        let keys = ContinuousClock.now - begin
        let keyWork = ProcessorTime.used() - processors
        guard moved.keys >= count else { throw BenchmarkError("not every key was moved") }
        guard let tree = TreeNumber(2) else { throw BenchmarkError("no such tree") }
        try await crowd.addNamedPatients(count, tree: tree)
        let isOver = Atomic(false)
        (begin, processors) = (.now, ProcessorTime.used())
        async let meanwhile = registrations(in: house, until: { isOver.load(ordering: .relaxed) })
        _ = try await house.controller.renewIndex()
        let index = ContinuousClock.now - begin
        let indexWork = ProcessorTime.used() - processors
        isOver.store(true, ordering: .relaxed)
        let registered = try await meanwhile
        for number in [0, count / 2, count - 1] {
            try await requireFound(crowd.identifier(of: number), in: house)
        }
        return [
            .time(
                "key renewal of \(moved.keys) keys of \(moved.patients) patients",
                keys,
                against: Self.limit / divisor,
                "limit",
                atMost: 1
            ),
            .plain("  processor time of it, with PostgreSQL's", keyWork.text),
            .time(
                "index renewal of \(count) patients",
                index,
                against: Self.limit / divisor,
                "limit",
                atMost: 1
            ),
            .plain("  processor time of it, with PostgreSQL's", indexWork.text),
            .plain(
                "  \(registered.times.count) registrations and finds meanwhile, median",
                registered.median.text
            ),
            .plain("  the longest", registered.most.text),
        ]
    }

    /// Registers and finds patients until the renewal is over; all of them are found afterwards.
    private func registrations(in house: House, until isOver: @Sendable () -> Bool) async throws -> Samples {
        var samples = Samples()
        var known: [String] = []
        repeat {
            let identifier = "urn:meanwhile|\(known.count)"
            known.append(identifier)
            try await samples.time {
                guard let term = PatientIdentifier(identifier),
                    let identity = PatientIdentity(identifiers: [term], name: nil, birthDate: nil)
                else { throw BenchmarkError("no patient can be made") }
                _ = try await house.controller.register(identity, by: house.staff)
                try await requireFound(identifier, in: house)
            }
            try await Task.sleep(for: .milliseconds(20))
        } while !isOver()
        for identifier in known { try await requireFound(identifier, in: house) }
        return samples
    }

    private func requireFound(_ identifier: String, in house: House) async throws {
        guard let term = PatientIdentifier(identifier),
            try await house.controller.find(term, by: house.staff, for: .treatment).count == 1
        else { throw BenchmarkError("a patient was not found after an index renewal") }
    }
}
