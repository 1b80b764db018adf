/// Finds cases in which no rule of a kind says anything.
///
/// What that means depends on how the rules of the kind are combined; see ``DecisionKind/meaningOfGap``.
struct GapFinder {
    let rules: CaseRules
    let maker: WitnessMaker
    private var space: CaseSpace { rules.space }
    private var sets: CaseSets { rules.space.sets }

    /// More descriptions of one kind than this are not made; the last finding then says so.
    private static let limit = 400

    init(_ rules: CaseRules, _ maker: WitnessMaker) {
        self.rules = rules
        self.maker = maker
    }

    /// The gaps of a kind of decision.
    func gaps(_ kind: DecisionKind) -> [AnalysisFinding] {
        guard !rules.rules(of: kind).isEmpty else { return [withoutRules(kind)] }
        switch kind {
        case .retain, .rectify: return findings(kind, silent(rules.rules(of: kind)))
        case .erase:
            let free = GapFinder(rules.withFreeRetention, maker)
            return findings(kind, free.silent(rules.rules(of: kind)))
        case .transfer: return findings(kind, silent(rules.rules(of: kind).filter(decidesTransfer)))
        case .disclose: return disclosures
        case .respond, .notify: return values(kind)
        }
    }

    /// The cases in which none of some rules holds.
    private func silent(_ some: [Rule]) -> CaseSet {
        let unclassified =
            some.first?.decision == .retain
            ? space.truth("record.class") { $0.contains(.word("unclassified")) }.yes : .none
        return sets.without(
            sets.all([rules.attachment] + some.map { rules.stands($0).no }),
            unclassified
        )
    }

    /// A permit without a basis only adds conditions.
    private func decidesTransfer(_ rule: Rule) -> Bool {
        rule.basis != nil || ![.outcome(.permit), .outcome(.permitWithConditions)].contains(rule.effect)
    }

    private func findings(_ kind: DecisionKind, _ cases: CaseSet, silentPack: String? = nil)
        -> [AnalysisFinding]
    {
        let covering = CaseCubes(space: space, limit: Self.limit)
        let (cubes, isComplete) = covering.cubes(of: cases, outside: sets.not(rules.attachment))
        let wording = CaseWording(space: space)
        var found = cubes.compactMap { cube -> AnalysisFinding? in
            let inside = sets.both(rules.attachment, realCases(of: cube))
            let named = Set(cube.keys.compactMap { space.fact($0)?.definition.name })
            let witness = maker.witness(inside, space, kind, keeping: named) { decision in
                isGap(decision, silentPack: silentPack)
            }
            guard let witness else { return nil }
            return finding(kind, silentPack: silentPack, wording.lines(cube), witness)
        }
        found.sort { one, other in
            one.circumstances.count == other.circumstances.count
                ? one.circumstances.lexicographicallyPrecedes(other.circumstances)
                : one.circumstances.count < other.circumstances.count
        }
        if !isComplete {
            found.append(
                finding(kind, silentPack: silentPack, ["more cases than are described here"], nil)
            )
        }
        return found
    }

    /// The cases of a description, with what the retention rules say in them.
    private func realCases(of cube: CaseCubes.Cube) -> CaseSet {
        var facts = cube
        var real = CaseSet.every
        for (variable, marks) in cube {
            guard case .free(let condition) = space.link(variable), case .oneOf = condition.test else {
                continue
            }
            facts[variable] = nil
            let truth = rules.answers.truth(of: condition, condition.test)
            real = sets.both(real, marks[1] ? truth.yes : truth.no)
        }
        return sets.both(real, CaseCubes(space: space, limit: Self.limit).cases(of: facts))
    }

    private func finding(
        _ kind: DecisionKind,
        silentPack: String?,
        _ circumstances: [String],
        _ witness: CaseWitness?
    ) -> AnalysisFinding {
        let sentence = silentPack.map {
            "Another pack permits it, but no rule of \($0) does: \(kind.resultOfGap)"
        }
        return AnalysisFinding(
            kind: .gap,
            decision: kind,
            asOf: maker.asOf,
            packs: [rules.packs],
            rules: [],
            citations: [],
            sentence: sentence ?? "No rule says anything: \(kind.resultOfGap)",
            circumstances: circumstances,
            witness: witness
        )
    }

    private func withoutRules(_ kind: DecisionKind) -> AnalysisFinding {
        let witness = maker.witness(rules.attachment, space, kind) { isGap($0, silentPack: nil) }
        return AnalysisFinding(
            kind: .gap,
            decision: kind,
            asOf: maker.asOf,
            packs: [rules.packs],
            rules: [],
            citations: [],
            sentence: "There is no rule for this question at all: \(kind.resultOfGap)",
            circumstances: [],
            witness: witness
        )
    }

    private func isGap(_ decision: Decision, silentPack: String?) -> Bool {
        let standing = decision.fired.filter { use in
            use.decision == decision.kind
                && (decision.kind != .transfer || maker.rule(use.id).map(decidesTransfer) ?? true)
        }
        guard decision.packs == rules.packs,
            decision.undecided.allSatisfy({ maker.rule($0)?.decision != decision.kind })
        else { return false }
        guard let silentPack else {
            return standing.isEmpty && decision.outcome == decision.kind.outcomeOfGap
        }
        return decision.outcome == .deny && !standing.isEmpty
            && standing.allSatisfy {
                [.permit, .permitWithConditions].contains($0.outcome) && $0.pack != silentPack
            }
    }

    // MARK: Disclosures

    /// Cases of which nothing is said, and cases that one pack permits while another says nothing.
    private var disclosures: [AnalysisFinding] {
        let all = rules.rules(of: .disclose)
        let permits = all.filter { [.outcome(.permit), .outcome(.permitWithConditions)].contains($0.effect) }
        let others = all.filter { rule in !permits.contains { $0.id == rule.id } }
        let packs = Set(all.map(\.pack)).sorted()
        return findings(.disclose, silent(all))
            + packs.flatMap { pack -> [AnalysisFinding] in
                let own = permits.filter { $0.pack == pack }
                let foreign = permits.filter { $0.pack != pack }
                guard !foreign.isEmpty else { return [] }
                let permitted = sets.any(foreign.map { rules.stands($0).yes })
                return findings(.disclose, sets.both(silent(others + own), permitted), silentPack: pack)
            }
    }

    // MARK: Values

    /// For answers and notices: the values of the fact that most rules ask for, of which no rule ever speaks.
    private func values(_ kind: DecisionKind) -> [AnalysisFinding] {
        let spoken = sets.any(rules.rules(of: kind).map { sets.not(rules.stands($0).no) })
        guard let leading = leadingFact(kind), let variable = space.variable(of: leading),
            let fact = space.fact(variable)
        else { return [] }
        let isSilent = fact.cells.indices.map { cell in
            let cases = sets.both(rules.attachment, sets.set(variable, fact.cells.indices.map { $0 == cell }))
            return !cases.isEmpty && sets.both(cases, spoken).isEmpty
        }
        guard isSilent.contains(true) else { return [] }
        let cases = sets.both(rules.attachment, sets.set(variable, isSilent))
        let witness = maker.witness(cases, space, kind) { isGap($0, silentPack: nil) }
        return [
            finding(kind, silentPack: nil, CaseWording(space: space).lines([variable: isSilent]), witness)
        ]
    }

    /// The fact with a list of words that most rules of a kind ask for.
    private func leadingFact(_ kind: DecisionKind) -> String? {
        var times: [String: Int] = [:]
        for rule in rules.rules(of: kind) {
            for fact in Set((rule.when.all + rule.when.any).map(\.fact)) {
                if case .word = space.rulebook.vocabulary.facts[fact]?.kind { times[fact, default: 0] += 1 }
            }
        }
        return times.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
