internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe record history ID`.
struct RecordHistory: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "All versions of a record."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The record's id.")
    var record: RecordID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let versions = try await controller.history(of: record, by: acting.staff(), for: why.purpose)
        try await VersionListing(versions).print(as: options.format, on: console)
    }
}
