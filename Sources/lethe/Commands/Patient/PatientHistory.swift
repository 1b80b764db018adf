internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe patient history PATIENT`.
struct PatientHistory: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Every version of every record of a patient."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The patient's id.")
    var patient: PatientID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let versions = try await controller.chart(of: patient, by: acting.staff(), for: why.purpose)
        try await VersionListing(versions).print(as: options.format, on: console)
    }
}
