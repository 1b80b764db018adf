/// For disclosures: a deny wins, and otherwise every attached pack that has rules must permit.
struct DenyOverrides: CombiningAlgorithm {
    private var isDenied = Truth.no
    private var isEscalated = Truth.no
    private var hasConditions = false
    /// Whether every pack so far permits.
    private var isPermitted = Truth.yes
    private var countedPacks = 0
    /// Within the pack.
    private var isPackAttached = Truth.no
    private var permit = Truth.no

    mutating func begin(pack isAttached: Truth) {
        isPackAttached = isAttached
        permit = .no
    }

    mutating func show(_ item: Item) {
        switch item.outcome {
        case .deny: isDenied = max(isDenied, item.stands)
        case .permit, .permitWithConditions:
            permit = max(permit, item.stands)
            if item.stands == .yes, item.outcome == .permitWithConditions { hasConditions = true }
        default: isEscalated = max(isEscalated, item.stands)
        }
    }

    mutating func endPack() {
        countedPacks += 1
        isPermitted = min(isPermitted, isPackAttached == .unknown ? .unknown : permit)
    }

    var outcome: Outcome {
        if isDenied == .yes { return .deny }
        if isEscalated != .no { return .escalate }
        if isPermitted == .no || countedPacks == 0 { return .deny }
        if isDenied == .unknown || isPermitted == .unknown { return .escalate }
        return hasConditions ? .permitWithConditions : .permit
    }

    func couldChange(_ item: Item, isPackPermitting: Bool) -> Bool {
        guard isDenied != .yes, isEscalated != .yes else { return false }
        switch item.outcome {
        case .permit, .permitWithConditions: return !isPackPermitting
        default: return true
        }
    }
}
