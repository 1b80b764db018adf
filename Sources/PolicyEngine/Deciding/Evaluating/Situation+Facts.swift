internal import VaultModel

extension Situation {
    /// The value of a fact, computed where the engine computes it.
    func cell(of fact: Int) -> Int32 {
        switch program.table.derivations[fact] {
        case .none: cells[fact]
        case .age(let from, let at): age(from: cell(of: from), at: cell(of: at)) ?? cells[fact]
        case .happened(let day): happened(cell(of: day)) ?? (cells[fact] == Cell.unknown ? 0 : cells[fact])
        case .retentionRunning: retention.running
        case .retentionEnd: retention.end
        case .retentionSource: retention.source
        case .retentionOverdue: retention.overdue
        case .membership(let of, let firstFlag): membership(of: of, firstFlag)
        case .adequacy: adequacy
        }
    }

    /// The destination of a transfer as a word, if it is known.
    var destination: Int32? {
        guard let fact = program.destination else { return nil }
        let cell = cells[fact]
        return cell == Cell.unknown ? nil : cell
    }

    /// Whether an adequacy decision that is in force covers the destination; for its scope a fact may be missing.
    private var adequacy: Int32 {
        guard let destination else { return Cell.unknown }
        var result = Truth.no
        for decision in program.adequacy where decision.country == destination {
            result = max(result, covers(decision))
        }
        switch result {
        case .no: return 0
        case .unknown: return Cell.unknown
        case .yes: return 1
        }
    }

    /// Whether an adequacy decision for the destination holds here.
    func covers(_ decision: CompiledAdequacy) -> Truth {
        guard decision.from <= asOf, asOf <= decision.to else { return .no }
        guard decision.scope >= 0 else {
            return decision.scope == CompiledAdequacy.unanswerable ? .unknown : .yes
        }
        let scope = cell(of: decision.scope)
        return scope == Cell.unknown ? .unknown : Truth(scope == 1)
    }

    private func membership(of fact: Int, _ firstFlag: Int) -> Int32 {
        let cell = cell(of: fact)
        return cell < 0 ? Cell.unknown : program.table.memberFlags[firstFlag + Int(cell)] ? 1 : 0
    }

    /// Completed years; `nil` when a day is not known, or the days are in the wrong order.
    private func age(from birth: Int32, at day: Int32) -> Int32? {
        guard isDay(birth), isDay(day), birth <= day else { return nil }
        return Int32(PeriodCounter.completedYears(from: Cell.day(birth), on: Cell.day(day)))
    }

    private func happened(_ day: Int32) -> Int32? {
        isDay(day) ? (day <= asOf ? 1 : 0) : nil
    }

    private func isDay(_ cell: Int32) -> Bool {
        cell != Cell.unknown && cell != Cell.absent && cell != Cell.never
    }
}
