/// For transfers: a deny wins, and otherwise one basis is enough; conditions add up.
struct DenyOverridesThenAnyBasis: CombiningAlgorithm {
    private var isDenied = Truth.no
    private var isEscalated = Truth.no
    private var hasBasis = Truth.no
    private var hasConditions = false

    mutating func show(_ item: Item) {
        switch item.outcome {
        case .deny: isDenied = max(isDenied, item.stands)
        case .permit, .permitWithConditions:
            if item.hasBasis { hasBasis = max(hasBasis, item.stands) }
            if item.stands == .yes, item.outcome == .permitWithConditions { hasConditions = true }
        default: isEscalated = max(isEscalated, item.stands)
        }
    }

    var outcome: Outcome {
        if isDenied == .yes { return .deny }
        if isEscalated != .no { return .escalate }
        if hasBasis == .no { return .deny }
        if isDenied == .unknown || hasBasis == .unknown { return .escalate }
        return hasConditions ? .permitWithConditions : .permit
    }

    func couldChange(_ item: Item, isPackPermitting: Bool) -> Bool {
        guard isDenied != .yes, isEscalated != .yes else { return false }
        switch item.outcome {
        case .permit, .permitWithConditions: return item.hasBasis && hasBasis != .yes
        default: return true
        }
    }
}
