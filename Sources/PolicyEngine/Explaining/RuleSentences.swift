internal import VaultModel

/// The plain sentences of the rules of a rulebook.
struct RuleSentences {
    let rules: [String: Rule]
    private let packs: [String: Pack]

    init(_ rulebook: Rulebook) {
        packs = rulebook.packs
        let all = rulebook.packs.values.flatMap(\.rules).map { ($0.id, $0) }
        rules = Dictionary(all, uniquingKeysWith: { first, _ in first })
    }

    /// The sentence of a rule with the day filled in; `nil` for a rule that is not there or has none.
    ///
    /// Where the language is missing it is in the first language of the pack that is there.
    func sentence(of id: String, in language: String, for decision: Decision) -> MarkedText? {
        guard let rule = rules[id] else { return nil }
        let codes = [language] + (packs[rule.pack]?.languages ?? []) + ["en"]
        guard let code = codes.first(where: { rule.plain[$0] != nil }), let plain = rule.plain[code] else {
            return nil
        }
        let end = end(of: rule, in: decision)
        return MarkedText(LanguageDates(code).filling(plain, with: end), language: code)
    }

    /// The day that a rule's sentence speaks of: its own, for a retention rule, or that of the decision.
    private func end(of rule: Rule, in decision: Decision) -> EndOfKeeping {
        let own = decision.dates.first { $0.rule == rule.id && $0.meaning == .minimum }?.date.day
        if let own, decision.suspendedBy.isEmpty { return .day(own) }
        if let day = (decision.dutyUntil ?? decision.keepUntil)?.day { return .day(day) }
        if decision.keepsForever || !decision.suspendedBy.isEmpty { return .withoutEnd }
        let latest = decision.dates.filter { $0.meaning == .minimum }.map(\.date.day).max()
        return latest.map(EndOfKeeping.day) ?? .notKnown
    }
}
