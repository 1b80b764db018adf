/// Finds rules that can never decide anything: their conditions contradict each other, or another rule always sets them
/// aside.
struct ReachCheck {
    private let packs: [ReadPack]
    private let lexicon: Lexicon
    private let log: ProblemLog

    init(_ packs: [ReadPack], _ lexicon: Lexicon, log: ProblemLog) {
        self.packs = packs
        self.lexicon = lexicon
        self.log = log
    }

    /// Checks every rule that could be read.
    func check() {
        let extended = Set(packs.flatMap { $0.extends.map(\.id) })
        for pack in packs {
            for rule in pack.rules {
                checkConditions(of: rule, attachment: extended.contains(pack.id) ? [] : pack.attachesWhen)
            }
        }
        checkAlwaysDefeated()
    }

    // MARK: Contradictions

    private func checkConditions(of rule: ReadRule, attachment: [[Condition]]) {
        guard let space = space(of: rule) else { return }
        if !attachment.isEmpty, !attachment.contains(where: { Self.admits($0, in: space) }) {
            log.add(
                rule.place,
                "The rule `\(rule.id)` can never hold where its pack attaches",
                mend: "Correct its conditions, or `attaches_when` of the pack."
            )
        }
        for option in rule.conditions.any {
            var copy = space
            guard !copy.admits(option.condition) else { continue }
            log.add(
                SourcePlace(file: rule.place.file, line: option.line),
                "This can never hold together with the other conditions of the rule `\(rule.id)`",
                mend: "Remove it from `any`, or correct the others."
            )
        }
    }

    /// What `all` and `none` leave possible; `nil` with a problem when that is nothing.
    private func space(of rule: ReadRule) -> ConditionSpace? {
        var space = ConditionSpace(lexicon)
        let wanted = rule.conditions.all.map { ($0, true) } + rule.conditions.none.map { ($0, false) }
        for (placed, holds) in wanted {
            guard holds ? !space.admits(placed.condition) : !space.admitsNot(placed.condition) else {
                continue
            }
            log.add(
                SourcePlace(file: rule.place.file, line: placed.line),
                "The rule `\(rule.id)` can never hold: this condition on `\(placed.condition.fact)` contradicts "
                    + "the others, or the fact itself",
                mend: "Correct the condition, or divide the rule into two."
            )
            return nil
        }
        return space
    }

    private static func admits(_ conditions: [Condition], in space: ConditionSpace) -> Bool {
        var space = space
        return conditions.allSatisfy { space.admits($0) }
    }

    // MARK: Always set aside

    private func checkAlwaysDefeated() {
        let rules = Dictionary(packs.flatMap(\.rules).map { ($0.id, $0) }) { first, _ in first }
        let defeated = Set(rules.values.flatMap { $0.exceptionTo.map(\.id) })
        let below = basePacks()
        for winner in rules.values where !defeated.contains(winner.id) {
            guard let strong = winner.rule else { continue }
            for target in winner.exceptionTo {
                guard let loser = rules[target.id], let weak = loser.rule, loser.id != winner.id,
                    weak.pack == strong.pack || below[weak.pack]?.contains(strong.pack) == true,
                    covers(strong, weak)
                else { continue }
                log.add(
                    loser.place,
                    "The rule `\(loser.id)` is always set aside: whenever it holds, `\(winner.id)` holds too",
                    mend: "Give `\(winner.id)` a condition of its own, or remove one of the two."
                )
            }
        }
    }

    /// Whether the first rule holds whenever the second does.
    private func covers(_ strong: Rule, _ weak: Rule) -> Bool {
        let starts = strong.inForceFrom.map { from in weak.inForceFrom.map { from <= $0 } ?? false } ?? true
        let ends = strong.inForceTo.map { to in weak.inForceTo.map { to >= $0 } ?? false } ?? true
        return starts && ends && Set(strong.when.all).isSubset(of: weak.when.all)
            && Set(strong.when.none).isSubset(of: weak.when.none)
            && (strong.when.any.isEmpty
                || (!weak.when.any.isEmpty && Set(weak.when.any).isSubset(of: strong.when.any)))
    }

    /// For each pack those that attach with it.
    private func basePacks() -> [String: Set<String>] {
        let links = Dictionary(packs.map { ($0.id, $0.extends.map(\.id)) }) { first, _ in first }
        return links.mapValues { direct in
            var reached: Set<String> = []
            var open = direct
            while let next = open.popLast() {
                if reached.insert(next).inserted { open += links[next] ?? [] }
            }
            return reached
        }
    }
}
