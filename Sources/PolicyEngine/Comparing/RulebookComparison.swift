/// What one rulebook says otherwise than another, rule by rule, whatever is stored.
public struct RulebookComparison: Hashable, Sendable {
    /// The rules that are different, by id.
    public let changes: [RuleChange]
    /// What else is different, in sentences without a full stop: packs, facts, classes, calendars, adequacy decisions.
    public let others: [String]

    /// Whether nothing is different.
    public var isEmpty: Bool { changes.isEmpty && others.isEmpty }

    /// Compares two rulebooks; where rules stand in their files does not matter.
    public init(_ old: Rulebook, _ new: Rulebook) {
        let before = Dictionary(old.rules.map { ($0.id, $0) }) { first, _ in first }
        let after = Dictionary(new.rules.map { ($0.id, $0) }) { first, _ in first }
        changes = Set(before.keys).union(after.keys).sorted().compactMap { id in
            Self.change(before[id], old.vocabulary, after[id], new.vocabulary)
        }
        others = Self.packs(old, new) + Self.facts(old.vocabulary, new.vocabulary) + Self.tables(old, new)
    }

    private static func change(
        _ before: Rule?,
        _ old: Vocabulary,
        _ after: Rule?,
        _ new: Vocabulary
    ) -> RuleChange? {
        guard let rule = after ?? before else { return nil }
        let was = before.map { RuleText($0, in: old).parts } ?? []
        let now = after.map { RuleText($0, in: new).parts } ?? []
        let headings = (was.isEmpty ? now : was).map(\.heading)
        let parts = headings.indices.compactMap { place -> RuleChange.Part? in
            let one = was.isEmpty ? [] : was[place].lines
            let other = now.isEmpty ? [] : now[place].lines
            guard one != other else { return nil }
            return RuleChange.Part(
                heading: headings[place],
                before: one.filter { !other.contains($0) },
                after: other.filter { !one.contains($0) }
            )
        }
        guard !parts.isEmpty else { return nil }
        return RuleChange(
            kind: before == nil ? .added : after == nil ? .removed : .changed,
            rule: rule.id,
            decision: rule.decision,
            citations: rule.citations,
            parts: parts
        )
    }

    private static func packs(_ old: Rulebook, _ new: Rulebook) -> [String] {
        Set(old.packs.keys).union(new.packs.keys).sorted().compactMap { id in
            guard let before = old.packs[id] else { return "the pack \(id) is new" }
            guard let after = new.packs[id] else { return "the pack \(id) is gone" }
            var changed: [String] = []
            if before.attachesWhen != after.attachesWhen || before.extends != after.extends {
                changed.append("when it applies")
            }
            if before.reviewBy != after.reviewBy {
                changed.append("its review (by \(before.reviewBy) -> by \(after.reviewBy))")
            }
            if before.remedies != after.remedies { changed.append("its remedies") }
            if before.languages != after.languages || before.title != after.title {
                changed.append("its title or languages")
            }
            return changed.isEmpty ? nil : "the pack \(id) changes \(changed.joined(separator: ", "))"
        }
    }

    private static func facts(_ old: Vocabulary, _ new: Vocabulary) -> [String] {
        Set(old.facts.keys).union(new.facts.keys).sorted().compactMap { name in
            switch (old.facts[name], new.facts[name]) {
            case (nil, _): "the fact \(name) is new"
            case (_, nil): "the fact \(name) is gone"
            case (let before, let after): before == after ? nil : "the fact \(name) is defined otherwise"
            }
        }
            + Set(old.lists.keys).union(new.lists.keys).sorted().compactMap { name in
                let before = old.lists[name] ?? []
                let after = new.lists[name] ?? []
                let gone = before.filter { !after.contains($0) }.map { "-\($0)" }
                let come = after.filter { !before.contains($0) }.map { "+\($0)" }
                guard !gone.isEmpty || !come.isEmpty else { return nil }
                return "the list \(name) changes: \((gone + come).joined(separator: " "))"
            }
    }

    private static func tables(_ old: Rulebook, _ new: Rulebook) -> [String] {
        [
            old.calendars == new.calendars ? nil : "the holidays change",
            old.adequacy == new.adequacy ? nil : "the adequacy decisions change",
            old.classes == new.classes ? nil : "the table of classes changes",
        ].compactMap(\.self)
    }
}
