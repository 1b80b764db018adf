internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe record classify ID...`.
struct RecordClassify: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "State the class or the facts of records anew, for all their versions.",
        discussion: """
            There is no new version. What was stated before is kept with who stated it, when and why. Holds and \
            restrictions stand until they are changed. Keeping a record for less time needs --confirmed.
            Example: lethe record classify ID --class radiation_examination --fact exposure.date=2024-05-02 \
            --reason 'X-ray, seen by coding' --as 'Dr. Weiß'
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The records' ids.")
    var records: [RecordID]

    @Option(name: .customLong("class"), help: "The retention class; otherwise as it was.")
    var recordClass: RecordClass?

    @Option(help: "A fact, NAME=VALUE; may be named again. NAME= takes one back.")
    var fact: [String] = []

    @Option(help: "Why; kept with what is stated.")
    var reason: String?

    @Flag(help: "A person has confirmed that a record may be kept for less time.")
    var confirmed = false

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let done = try await controller.classify(
            records,
            as: recordClass,
            stating: FactArguments(fact).texts,
            reason: reason,
            isConfirmed: confirmed,
            by: acting.staff()
        )
        switch options.format {
        case .json: try await console.print(json: .object(["records": .array(done.map(Self.json))]))
        case .table:
            for change in done {
                try await console.print(
                    "\(change.record)  \(change.recordClass.rawValue): \(change.before.words) -> \(change.after.words)"
                )
            }
        }
    }

    private static func json(_ change: Classification) -> CanonicalJSON {
        .object([
            "after": .string(change.after.words), "before": .string(change.before.words),
            "class": .string(change.recordClass.rawValue), "record": .string(change.record.description),
        ])
    }
}
