import PolicyEngine
import Testing
import VaultModel

/// The rulebook of the repository, and decisions by the cases beside it.
enum LetterFiles {
    private struct NoSuchTest: Error {
        let id: String
    }

    private static let loaded = Result { try MutationFiles.rulebook() }

    static func rulebook() throws -> Rulebook { try loaded.get() }

    /// The decision of a case, with facts changed; `nil` takes one away.
    static func decision(
        _ pack: String,
        _ id: String,
        _ changes: [String: FactValue?] = [:],
        kind: DecisionKind? = nil
    ) throws -> Decision {
        let tests = try rulebook().packs[pack]?.tests ?? []
        guard let test = tests.first(where: { $0.id == id }) else { throw NoSuchTest(id: id) }
        let facts = test.facts.merging(changes.compactMapValues { $0 }) { $1 }
            .filter { name, _ in changes[name].map { $0 != nil } ?? true }
        return try decide(kind ?? test.decision, facts, test.asOf)
    }

    static func decide(_ kind: DecisionKind, _ facts: [String: FactValue], _ asOf: Day) throws -> Decision {
        let engine = try engine.get()
        return engine.decide(kind, try engine.facts(facts), asOf: asOf)
    }

    private static let engine = loaded.map(PolicyEngine.init)

    /// A letter with days of its own.
    static func letter(
        _ kind: LetterKind,
        _ items: [LetterItem],
        _ language: Language,
        delays: [LetterDetails.Delay] = []
    ) throws -> Letter {
        try Letter(
            kind,
            items,
            rulebook: try rulebook(),
            language: language,
            details: LetterDetails(date: day("2026-03-09"), doneOn: day("2026-03-08"), delays: delays)
        )
    }
}
