internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe bench generate`.
struct BenchGenerate: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Fill a rehearsal or an empty vault with invented patients and documents.",
        discussion: """
            The same seed gives the same patients and documents; ids and keys are drawn anew. The first patient has the \
            largest file, the others share the rest. Patients are found by urn:lethe:generated|SEED-NUMBER.

            A million records take some minutes and about three gigabytes.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "How many patients.")
    var patients = 1000

    @Option(help: "How many records, the patients' identities among them.")
    var records = 10_000

    @Option(help: "How many records the first patient has.")
    var largest = 1000

    @Option(help: "What everything is drawn from.")
    var seed: UInt64 = 1

    func run(in open: OpenVault, on console: any Console) async throws {
        guard
            let house = GeneratedHouse(patients: patients, records: records, largest: largest, seed: seed)
        else {
            throw ValidationError(
                "there must be a record for every patient, and besides as many as the first patient has"
            )
        }
        let controller = try await open.vault.controller(named: acting.controller)
        try await requireEmpty(open.vault, beside: controller)
        let begin = ContinuousClock.now
        var told = 0
        try await controller.generate(house, by: acting.staff()) { stored in
            guard (stored - told) * 20 >= house.records else { return }
            told = stored
            try await console.say(Self.progress(stored, of: house.records, since: begin))
        }
        try await open.vault.flush()
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "patients": .integer(Int64(house.patients)), "records": .integer(Int64(house.records)),
                    "seconds": .integer(Int64(seconds.rounded(.up))),
                ])
            )
        case .table:
            try await console.print(
                "Stored \(counted(house.records, "record")) of \(counted(house.patients, "patient")) in \(Int(seconds.rounded(.up))) s"
            )
        }
    }

    /// Refuses a vault in which somebody real may be.
    private func requireEmpty(_ vault: Vault, beside chosen: ControllerVault) async throws {
        guard !chosen.isRehearsal else { return }
        for (_, result) in try await vault.controllers() {
            guard let controller = try result?.get() else { continue }
            try await controller.requireNobody()
        }
    }

    private static func progress(_ stored: Int, of records: Int, since begin: ContinuousClock.Instant)
        -> String
    {
        let seconds = max(0.001, (ContinuousClock.now - begin) / .seconds(1))
        let rate = Double(stored) / seconds
        let left = Double(records - stored) / max(rate, 1)
        return
            "\(stored * 100 / records) %: \(stored) records, \(Int(rate)) a second, \(Int(left.rounded(.up))) s left"
    }
}
