extension Period {
    /// Whether it never ends after another one that begins on the same day; `nil` when that depends on the day.
    func isKnown(notLongerThan other: Self) -> Bool? {
        if unit == other.unit { return length <= other.length }
        if let own = inMonths, let others = other.inMonths { return own <= others }
        if let own = inDays, let others = other.inDays { return own <= others }
        return nil
    }

    private var inMonths: Int? {
        switch unit {
        case .month: length
        case .year: 12 * length
        default: nil
        }
    }

    private var inDays: Int? {
        switch unit {
        case .day: length
        case .week: 7 * length
        default: nil
        }
    }
}
