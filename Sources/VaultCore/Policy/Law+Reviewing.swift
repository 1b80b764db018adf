internal import PolicyEngine
internal import VaultModel

extension Law {
    /// When to look at a version again.
    enum Review: Equatable {
        /// In a month, by its first day.
        case month(Day)
        /// Never: it is kept without end.
        case never
        /// Nobody knows: a fact is missing, or a person must decide.
        case undecided
    }

    /// When to look at a version again: in the month in which the duty to keep it ends, or in which it must be
    /// destroyed, whichever is earlier.
    ///
    /// Rules that begin or cease to be law on a later day are counted from that day on. Where no rule says how long, the
    /// month is that of storing: nothing has kept it since.
    func review(_ facts: [String: FactValue], storedOn: Day, on today: Day) throws -> Review {
        let set = try set(of: facts)
        let days = [today] + open.retentionChanges.filter { $0 > today }
        var isUndecided = false
        for (place, day) in days.enumerated() {
            let term = open.engine.term(set, asOf: day)
            if place == 0 { isUndecided = term.outcome == .escalate }
            guard let end = end(of: term, set, storedOn, asOf: day) else { continue }
            let isThen = place + 1 == days.count || end < days[place + 1]
            if isThen { return .month((place == 0 ? end : max(end, day)).firstOfMonth) }
        }
        return isUndecided ? .undecided : .never
    }

    private func end(of term: RetentionTerm, _ set: FactSet, _ storedOn: Day, asOf: Day) -> Day? {
        guard term.outcome != .escalate else { return nil }
        let minimum: Day? =
            switch term.minimum {
            case .none: term.maximum == nil ? storedOn : nil
            case .day(let day): day
            case .unlimited: nil
            // Its own end, since the suspension may be over any day.
            case .suspended: open.engine.decide(.retain, set, asOf: asOf).plainEnd
            }
        return [minimum, term.maximum].compactMap(\.self).min()
    }
}
