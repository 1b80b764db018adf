/// Yes, no, or unknown because a fact is missing: Kleene's strong logic.
enum Truth: UInt8, Comparable, Sendable {
    case no = 0
    case unknown = 1
    case yes = 2

    /// Turns a known answer into a truth.
    init(_ isTrue: Bool) {
        self = isTrue ? .yes : .no
    }

    /// Yes becomes no and no becomes yes; unknown stays.
    var negated: Self {
        switch self {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
    }

    /// `no` is the least, `yes` the greatest: `min` is "and", `max` is "or".
    static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
