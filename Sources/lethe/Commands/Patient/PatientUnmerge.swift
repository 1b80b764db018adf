internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe patient unmerge A B`.
struct PatientUnmerge: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmerge",
        abstract: "Take back that two patient numbers are one person.",
        discussion: """
            Everything is as it was before `lethe patient merge A B`. What was stored since stays where it was stored: a \
            record that belongs to the other is moved with `lethe record move`.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: MergingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        try await controller.separate(why.patient, from: why.other, reason: why.reason, by: acting.staff())
        switch options.format {
        case .json:
            try await console.print(json: .object(["separated": .string(why.patient.description)]))
        case .table:
            try await console.print("\(why.patient) and \(why.other) are two persons.")
        }
    }
}
