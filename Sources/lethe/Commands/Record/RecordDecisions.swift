internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe record decisions ID`.
struct RecordDecisions: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "decisions",
        abstract: "What the rules were asked about a record, by whom, and what they said.",
        discussion:
            "It is the record's access log: name a purpose for which you may see that, such as administration."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The record's id.")
    var record: RecordID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let kept = try await controller.decisions(of: record, by: acting.staff(), for: why.purpose)
        switch options.format {
        case .json: try await console.print(json: .object(["decisions": .array(kept.map(Self.json))]))
        case .table:
            var table = Table("at", "action", "version", "by", "answer", "rules", "decision")
            for decision in kept {
                table.add(
                    decision.at.description,
                    decision.action.rawValue,
                    decision.version.map { "\($0.rawValue)" } ?? "",
                    decision.actor,
                    decision.outcome,
                    decision.file?.answer.fired.joined(separator: " ") ?? "",
                    decision.id?.description ?? ""
                )
            }
            for line in table.lines { try await console.print(line) }
        }
    }

    private static func json(_ decision: KeptDecision) -> CanonicalJSON {
        .object([
            "action": .string(decision.action.rawValue),
            "actor": .string(decision.actor),
            "at": .string(decision.at.description),
            "id": decision.id.map { .string($0.description) } ?? .null,
            "outcome": .string(decision.outcome),
            "rules": .array((decision.file?.answer.fired ?? []).map { .string($0) }),
            "version": decision.version.map { .integer(Int64($0.rawValue)) } ?? .null,
        ])
    }
}
