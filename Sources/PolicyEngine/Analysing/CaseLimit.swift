/// A minimum or a maximum of a retention rule, and in which cases it has which end; see ``RetentionBounds``.
struct CaseLimit {
    let rule: Rule
    let effect: RetentionEffect
    let limit: RetentionEffect.Limit
    /// Whether the rule stands.
    let stands: CaseTruth
    /// Whether it stands still.
    let suspended: CaseTruth
    /// The cases in which the day is known from which it counts; all for a limit without end.
    let said: CaseSet

    var isUnlimited: Bool { limit == .unlimited }

    init(_ rule: Rule, _ effect: RetentionEffect, _ limit: RetentionEffect.Limit, _ rules: CaseRules) {
        self.rule = rule
        self.effect = effect
        self.limit = limit
        let space = rules.space
        stands = rules.stands(rule)
        suspended = effect.suspendedWhile.map { space.truth($0) { $0.contains(.yesNo(true)) } } ?? .never
        if case .period(_, let from) = limit { said = space.said(from) } else { said = .every }
    }
}
