internal import VaultModel

/// Finds rules that hold in no case, or that other rules set aside whenever they hold.
struct ReachFinder {
    let combinations: [CaseRules]
    let maker: WitnessMaker

    init(combinations: [CaseRules], maker: WitnessMaker) {
        self.combinations = combinations
        self.maker = maker
    }

    /// Looks at a rulebook on another day.
    init(_ rulebook: Rulebook, asOf: Day) {
        let space = CaseSpace(rulebook, asOf: asOf)
        combinations = PackSets(space).combinations.map { packs, cases in
            CaseRules(space, packs: packs, attachment: cases)
        }
        maker = WitnessMaker(PolicyEngine(rulebook), asOf: asOf)
    }

    /// What is found about rules that are law on the day.
    func findings(_ rules: [Rule]) -> [AnalysisFinding] { rules.compactMap(finding) }

    /// Whether a rule holds in some case.
    func canHold(_ rule: Rule) -> Bool {
        combinations.contains { rules in
            rules.has(rule) && CaseSearch(space: rules.space).isPossible(holding(rule, rules))
        }
    }

    /// Whether a rule holds in some case, and nothing sets it aside there.
    func canStand(_ rule: Rule) -> Bool {
        combinations.contains { rules in
            rules.has(rule)
                && CaseSearch(space: rules.space).isPossible(
                    rules.space.sets.both(rules.attachment, rules.stands(rule).yes)
                )
        }
    }

    private func finding(_ rule: Rule) -> AnalysisFinding? {
        guard !canStand(rule) else { return nil }
        let with = combinations.filter { $0.has(rule) }
        let held = with.filter { CaseSearch(space: $0.space).isPossible(holding(rule, $0)) }
        guard let first = held.first else { return neverHolds(rule, with) }
        let others = Set(
            held.flatMap { rules in
                rules.defeaters(of: rule).filter { defeater in
                    let cases = rules.space.sets.without(holding(rule, rules), rules.stands(defeater).no)
                    return !cases.isEmpty
                }
            }.map(\.id)
        ).sorted()
        let witness = maker.witness(holding(rule, first), first.space, rule.decision) { decision in
            decision.packs == first.packs
                && (decision.defeated.contains { $0.rule.id == rule.id }
                    || decision.undecided.contains(rule.id))
        }
        return AnalysisFinding(
            kind: .alwaysSetAside,
            decision: rule.decision,
            asOf: maker.asOf,
            packs: held.map(\.packs),
            rules: [rule.id] + others,
            citations: rule.citations,
            sentence: "Whenever the rule \(rule.id) holds, another one sets it aside or may do so: "
                + "\(CaseWording.list(others)).",
            circumstances: [],
            witness: witness
        )
    }

    private func neverHolds(_ rule: Rule, _ with: [CaseRules]) -> AnalysisFinding {
        let why =
            with.isEmpty
            ? "its pack \(rule.pack) is never attached"
            : "its conditions, those of its pack and the other rules leave no case"
        return AnalysisFinding(
            kind: .neverHolds,
            decision: rule.decision,
            asOf: maker.asOf,
            packs: with.map(\.packs),
            rules: [rule.id],
            citations: rule.citations,
            sentence: "The rule \(rule.id) can never hold: \(why).",
            circumstances: [],
            witness: nil
        )
    }

    private func holding(_ rule: Rule, _ rules: CaseRules) -> CaseSet {
        rules.space.sets.both(rules.attachment, rules.fires(rule).yes)
    }
}
