internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe record move ID --to PATIENT --reason TEXT`.
struct RecordMove: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a record that stands in the wrong patient's file to the right one.",
        discussion: """
            All its versions go, with class, facts, access log and the statements of disagreement with it. Nothing is \
            encrypted anew: the keys get places in the right file, and those in the wrong one are destroyed; there is no \
            way back but another move. Both files show that something was moved, by whom and when, and neither names the \
            other patient. The reason is sealed in the office. A course of care stays with the patient whose it is; name \
            one of the right patient's with --episode. The rules are asked (GDPR Art 5(1)(d), 16), and want a person to \
            confirm it (--confirmed).
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "The id of the patient to whom it belongs.")
    var to: PatientID

    @Option(help: "How it came about; sealed in the office, shown with neither patient.")
    var reason: String?

    @Option(help: "Why, as the certificate says it; name nobody. Otherwise the law alone.")
    var ground: String?

    @Option(help: "The right patient's course of care that it belongs to, by number.")
    var episode: Int32?

    @Option(help: "A fact about the request for the rules, NAME=VALUE; may be named again.")
    var fact: [String] = []

    @Flag(help: "A person has confirmed what the rules want confirmed.")
    var confirmed = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Show what would be done and stop.")
    var dryRun = false

    @Argument(help: "The record's id.")
    var record: RecordID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        if !dryRun { try controller.requireRectifying(by: staff) }
        let dialogue = MoveDialogue(
            controller: controller,
            record: record,
            to: to,
            request: try MoveRequest(
                ground: ground,
                reason: reason ?? (dryRun ? "only looked at" : nil),
                facts: FactArguments(fact).texts,
                episode: episode,
                isConfirmed: confirmed
            ),
            staff: staff,
            format: options.format
        )
        try await dialogue.run(asks: !yes, isDryRun: dryRun, on: console)
    }
}
