public import PolicyEngine
public import VaultModel

/// How long the law keeps something, in the order of how long.
public enum RetentionPeriod: Hashable, Sendable {
    /// The longest time for keeping it is over since a day.
    case over(Day)
    /// No law asks to keep it.
    case free
    /// It must be kept until a day.
    case until(Day)
    /// It must be kept as long as these facts hold.
    case suspended([String])
    /// It must be kept without end.
    case forever
    /// It is kept because nobody can say: these facts are missing.
    case unknown([String])

    /// Reads the answer to the question of retention.
    public init(_ decision: Decision) {
        if decision.outcome == .escalate {
            self = .unknown(decision.missing)
        } else if decision.keepsForever {
            self = .forever
        } else if !decision.suspendedBy.isEmpty {
            self = .suspended(decision.suspendedBy)
        } else if let day = decision.keepUntil?.day {
            self = .until(day)
        } else if decision.outcome == .mustDestroy, let day = decision.destroyAfter?.day {
            self = .over(day)
        } else {
            self = .free
        }
    }

    /// In words that go on from "it is".
    public var words: String {
        switch self {
        case .over(let day): "kept too long: the longest time ended on \(day)"
        case .free: "kept by no law"
        case .until(let day): "kept until \(day)"
        case .suspended(let facts): "kept as long as \(facts.joined(separator: ", ")) holds"
        case .forever: "kept without end"
        case .unknown(let missing):
            missing.isEmpty
                ? "kept until a person decides"
                : "kept until it is known: \(missing.joined(separator: ", "))"
        }
    }

    /// Whether it is kept for less time than another period that is known.
    public func isShorter(than other: Self) -> Bool {
        if case .unknown = other { return false }
        return order < other.order
    }

    /// The longest of several.
    static func longest(_ periods: [Self]) -> Self {
        periods.max { $0.order < $1.order } ?? .free
    }

    private var order: (Int, Int64) {
        switch self {
        case .over: (0, 0)
        case .free: (1, 0)
        case .until(let day): (2, day.daysSinceEpoch)
        case .suspended: (3, 0)
        case .forever: (4, 0)
        case .unknown: (5, 0)
        }
    }
}
