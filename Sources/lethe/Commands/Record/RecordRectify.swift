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
            whether you agree with --fact rectification.controller_agrees=...
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "Why; it is kept with the correction, and stands on the certificate of what goes.")
    var ground: String?

    @Option(help: "A fact about the request for the rules, NAME=VALUE; may be named again.")
    var fact: [String] = []

    @Option(
        help: "The patient's statement of disagreement, kept with the record when the correction is refused.",
        completion: .file()
    )
    var statement: String?

    @Flag(help: "A person has confirmed what the rules want confirmed.")
    var confirmed = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Show what would be done and stop.")
    var dryRun = false

    @Argument(help: "The record's id.")
    var record: RecordID

    @Argument(help: "The file that is right.", completion: .file())
    var file: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        if !dryRun { try controller.requireRectifying(by: staff) }
        let request = try RectificationRequest(
            ground: ground ?? (dryRun ? "only looked at" : nil),
            facts: FactArguments(fact).texts,
            isConfirmed: confirmed
        )
        let dialogue = RectificationDialogue(
            controller: controller,
            record: record,
            correction: try intake(file, on: console),
            statement: try statement.map { try intake($0, on: console) },
            request: request,
            staff: staff,
            format: options.format
        )
        try await dialogue.run(asks: !yes, isDryRun: dryRun, on: console)
    }

    private func intake(_ file: String, on console: any Console) throws -> Intake {
        let path = console.absolute(file)
        return Intake(
            source: try FileSource(path: path),
            name: path.split(separator: "/").last.map(String.init) ?? path,
            facts: nil
        )
    }
}
