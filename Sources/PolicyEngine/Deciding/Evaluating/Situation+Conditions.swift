extension Situation {
    /// Whether a condition holds.
    func truth(of condition: CompiledCondition) -> Truth {
        if condition.operation == .inMask, !condition.isDerived {
            let cell = cells[Int(condition.fact)]
            if cell == Cell.unknown { return .unknown }
            return Truth(
                (condition.operand &>> UInt64(truncatingIfNeeded: cell) & 1 == 1) != condition.isNegated
            )
        }
        if condition.operation == .unanswerable { return .unknown }
        let cell = condition.isDerived ? cell(of: Int(condition.fact)) : cells[Int(condition.fact)]
        if condition.operation == .known {
            return Truth((cell != Cell.unknown && cell != Cell.absent) != condition.isNegated)
        }
        if cell == Cell.unknown { return .unknown }
        guard let holds = holds(condition, cell) else { return .unknown }
        return Truth(holds != condition.isNegated)
    }

    /// Whether a known value is as asked; `nil` when another fact is missing.
    private func holds(_ condition: CompiledCondition, _ cell: Int32) -> Bool? {
        // What has no value is not among any, and there is no day that could have passed.
        if cell == Cell.absent {
            switch condition.operation {
            case .inMask, .inList: return false
            default: return condition.isNegated
            }
        }
        let operand = Int32(truncatingIfNeeded: condition.operand)
        switch condition.operation {
        case .inMask: return (0..<64).contains(cell) && condition.operand >> UInt64(cell) & 1 == 1
        case .inList:
            for place in Int(operand)..<Int(operand) + Int(condition.other) where program.cells[place] == cell
            {
                return true
            }
            return false
        case .atLeast: return cell >= operand
        case .below: return cell < operand
        case .passed: return asOf > PlainEnd.of(program.periods[Int(operand)], after: cell)
        case .within:
            let other = self.cell(of: Int(condition.other))
            if other == Cell.unknown { return nil }
            if other == Cell.absent { return condition.isNegated }
            return cell <= PlainEnd.of(program.periods[Int(operand)], after: other)
        case .known, .unanswerable: return nil
        }
    }
}
