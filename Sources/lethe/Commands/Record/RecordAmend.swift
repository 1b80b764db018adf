internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe record amend ID FILE`.
struct RecordAmend: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend",
        abstract: "Store a new version of a record; the old one stays readable."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var about: IntakeOptions

    @Argument(help: "The record's id.")
    var record: RecordID

    @Argument(help: "The file with the new version.", completion: .file())
    var file: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let intake = try about.intake(file, episode: nil, on: console)
        let stored = try await controller.amend(record, with: intake, by: acting.staff())
        try await StoredOutput(stored).print(as: options.format, verb: "Amended", on: console)
    }
}
