/// For rectifications: of the standing rules the one that preserves most; without any a person decides.
struct MostPreserving: CombiningAlgorithm {
    private var standing = 0
    private var possible = 0

    mutating func show(_ item: Item) {
        let rank = Self.rank(item.outcome)
        if item.stands == .yes { standing = max(standing, rank) } else { possible = max(possible, rank) }
    }

    var outcome: Outcome {
        guard standing > 0, possible <= standing else { return .escalate }
        switch standing {
        case 1: return .overwriteOK
        case 2: return .refuseWithStatement
        case 3: return .addendum
        default: return .escalate
        }
    }

    func couldChange(_ item: Item, isPackPermitting: Bool) -> Bool {
        Self.rank(item.outcome) > standing
    }

    private static func rank(_ outcome: Outcome) -> Int {
        switch outcome {
        case .overwriteOK: 1
        case .refuseWithStatement: 2
        case .addendum: 3
        default: 4
        }
    }
}
