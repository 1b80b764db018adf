internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe record rectify ID FILE`.
struct RecordRectify: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "rectify",
        abstract: "Correct a record as the law wants it (GDPR Art 16).",
        discussion: """
            The rules decide. Where what was wrong may go, FILE takes the place of all versions before, and their keys \
            are destroyed; there is no way back. Where it must stay readable, FILE is added beside it. Where the \
            correction is refused, nothing changes, and a statement of disagreement can be attached. The ledger gets \
            an entry that says so. Tell the rules what is to be corrected with --fact rectification.object=... and \
            whether you agree with --fact rectification.controller_agrees=... Who a patient is, is corrected with \
            `lethe patient rectify`.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @OptionGroup var rectifying: RectifyingOptions

    @Argument(help: "The record's id.")
    var record: RecordID

    @Argument(help: "The file that is right.", completion: .file())
    var file: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        if !rectifying.dryRun { try controller.requireRectifying(by: staff) }
        let dialogue = RectificationDialogue(
            controller: controller,
            subject: .record(record, try RectifyingOptions.intake(file, on: console)),
            statement: try rectifying.statement(on: console),
            request: try rectifying.request(),
            staff: staff,
            format: options.format
        )
        try await dialogue.run(asks: !rectifying.yes, isDryRun: rectifying.dryRun, on: console)
    }
}
