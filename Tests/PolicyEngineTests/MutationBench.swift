import PolicyEngine

/// A pack with what can see its rules: the packs it extends, those that extend it, and the tests.
struct MutationBench: Sendable {
    let pack: Pack
    /// The rulebook of these packs alone, so that it is prepared faster.
    let rulebook: Rulebook
    /// The tests, those of the pack first.
    let tests: [PolicyTest]

    init(_ pack: Pack, _ rulebook: Rulebook) {
        self.pack = pack
        let below = rulebook.packs.values.filter { Self.extends($0, pack.id, rulebook) }
            .sorted { $0.id < $1.id }
        let above = rulebook.packs.values.filter { Self.extends(pack, $0.id, rulebook) }
        let packs = [pack] + below + above
        self.rulebook = rulebook.with(Dictionary(uniqueKeysWithValues: packs.map { ($0.id, $0) }))
        tests = pack.tests + below.flatMap(\.tests)
    }

    /// The tests that fail without a change; they could kill nothing.
    var failures: [String] {
        let runner = PolicyTestRunner(rulebook)
        return tests.filter { !runner.differences($0).isEmpty }.map { "\(pack.id): \($0.place) \($0.id)" }
    }

    /// The mutants of a rule that no test notices.
    func survivors(of rule: Rule) -> (mutants: Int, survivors: [MutationMutant]) {
        let mutants = MutationRule(rule: rule, vocabulary: rulebook.vocabulary).mutants
        let tests = tests(seeing: rule)
        return (
            mutants.count,
            mutants.filter { mutant in
                let runner = runner(mutant.rule)
                return !tests.contains { !runner.differences($0).isEmpty }
            }
        )
    }

    /// The tests of the kinds of decision that look at a rule, those that name it first.
    func tests(seeing rule: Rule) -> [PolicyTest] {
        let kinds: Set<DecisionKind> =
            switch rule.decision {
            case .retain: [.retain, .erase]
            case .respond: [.respond, .erase, .rectify, .disclose]
            default: [rule.decision]
            }
        let seeing = tests.filter { kinds.contains($0.decision) }
        let names = seeing.map { test in
            [test.expected.fired, test.expected.defeated].contains { $0?.contains(rule.id) ?? false }
        }
        let pairs = zip(seeing, names)
        return pairs.filter(\.1).map(\.0) + pairs.filter { !$0.1 }.map(\.0)
    }

    private func runner(_ rule: Rule) -> PolicyTestRunner {
        var packs = rulebook.packs
        packs[pack.id] = pack.with(pack.rules.map { $0.id == rule.id ? rule : $0 })
        return PolicyTestRunner(rulebook.with(packs))
    }

    private static func extends(_ pack: Pack, _ id: String, _ rulebook: Rulebook) -> Bool {
        pack.extends.contains { $0 == id || rulebook.packs[$0].map { extends($0, id, rulebook) } ?? false }
    }
}
