/// Decides the cases of the packs and compares with what they expect.
public struct PolicyTestRunner {
    private let engine: PolicyEngine

    /// Prepares a rulebook.
    public init(_ rulebook: Rulebook) {
        engine = PolicyEngine(rulebook)
    }

    /// Runs the cases of all packs, by pack and in their order.
    public static func run(_ rulebook: Rulebook) -> [PolicyTestResult] {
        let runner = Self(rulebook)
        return rulebook.packs.values.sorted { $0.id < $1.id }.flatMap { pack in
            pack.tests.map { PolicyTestResult(pack: pack.id, test: $0, differences: runner.differences($0)) }
        }
    }

    /// What is not as a case expects.
    public func differences(_ test: PolicyTest) -> [String] {
        let facts: FactSet
        do {
            facts = try engine.facts(test.facts)
        } catch {
            return ["the facts cannot be taken: \(error.description)"]
        }
        let decision = engine.decide(test.decision, facts, asOf: test.asOf)
        let diagnosis = RuleDiagnosis(engine, test.decision, facts, asOf: test.asOf)
        return PolicyTestComparison(test.expected, decision, diagnosis).differences
    }
}
