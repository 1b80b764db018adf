internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe record list --patient P`.
struct RecordList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The records of a patient, newest versions."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Option(help: "The patient's id.")
    var patient: PatientID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let versions = try await controller.records(of: patient, by: acting.staff(), for: why.purpose)
        try await VersionListing(versions).print(as: options.format, on: console)
    }
}
