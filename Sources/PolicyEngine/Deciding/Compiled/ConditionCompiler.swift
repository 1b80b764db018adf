internal import VaultModel

/// Turns conditions into numbers.
struct ConditionCompiler {
    let table: FactTable
    private(set) var conditions: [CompiledCondition] = []
    private(set) var cells: [Int32] = []
    private(set) var periods: [Period] = []
    private var periodNumbers: [Period: Int] = [:]

    init(_ table: FactTable) {
        self.table = table
    }

    /// Adds conditions and says where they are.
    mutating func append(_ list: [Condition]) -> Stretch {
        let first = conditions.count
        var compiled: [CompiledCondition] = []
        for condition in list { compiled.append(compile(condition)) }
        // The order does not matter to the result, so the cheap ones come first.
        conditions += compiled.filter(\.isCheap) + compiled.filter { !$0.isCheap }
        return Stretch(first..<conditions.count)
    }

    /// The number of a period.
    mutating func number(of period: Period) -> Int {
        if let number = periodNumbers[period] { return number }
        periodNumbers[period] = periods.count
        periods.append(period)
        return periods.count - 1
    }

    private mutating func compile(_ condition: Condition) -> CompiledCondition {
        guard let fact = table.numbers[condition.fact] else { return make(.unanswerable, -1) }
        switch condition.test {
        case .oneOf(let values): return membership(fact, values, isNegated: false)
        case .noneOf(let values): return membership(fact, values, isNegated: true)
        case .atLeast(let number): return make(.atLeast, fact, Self.clamped(number))
        case .lessThan(let number): return make(.below, fact, Self.clamped(number))
        case .from(let day): return make(.atLeast, fact, Cell.day(day))
        case .before(let day): return make(.below, fact, Cell.day(day))
        case .passed(let period): return make(.passed, fact, Int32(number(of: period)))
        case .running(let period): return make(.passed, fact, Int32(number(of: period)), isNegated: true)
        case .known(let isKnown): return make(.known, fact, isNegated: !isKnown)
        case .within(let period, let of): return within(fact, period, of, isNegated: false)
        case .beyond(let period, let of): return within(fact, period, of, isNegated: true)
        }
    }

    private mutating func within(
        _ fact: Int,
        _ period: Period,
        _ of: String,
        isNegated: Bool
    ) -> CompiledCondition {
        guard let other = table.numbers[of] else { return make(.unanswerable, fact) }
        return make(.within, fact, Int32(number(of: period)), other: other, isNegated: isNegated)
    }

    private mutating func membership(
        _ fact: Int,
        _ values: Set<FactValue>,
        isNegated: Bool
    ) -> CompiledCondition {
        let members = values.compactMap { table.cell($0, of: fact) }.sorted()
        let usesMask =
            switch table.definitions[fact].kind {
            case .yesNo: true
            case .word(let list): list.count <= 64
            case .day, .number: false
            }
        guard usesMask else {
            let first = cells.count
            cells += members
            return make(.inList, fact, Int32(first), other: members.count, isNegated: isNegated)
        }
        let mask = members.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        return CompiledCondition(
            operation: .inMask,
            isNegated: isNegated,
            isDerived: isDerived(fact),
            fact: Int32(fact),
            other: -1,
            operand: mask
        )
    }

    private func make(
        _ operation: CompiledCondition.Operation,
        _ fact: Int,
        _ operand: Int32 = 0,
        other: Int = -1,
        isNegated: Bool = false
    ) -> CompiledCondition {
        CompiledCondition(
            operation: operation,
            isNegated: isNegated,
            isDerived: isDerived(fact) || (operation == .within && isDerived(other)),
            fact: Int32(fact),
            other: Int32(other),
            operand: UInt64(UInt32(bitPattern: operand))
        )
    }

    private func isDerived(_ fact: Int) -> Bool {
        guard table.derivations.indices.contains(fact) else { return false }
        if case .none = table.derivations[fact] { return false }
        return true
    }

    private static func clamped(_ number: Int) -> Int32 {
        Int32(max(-1_000_000_001, min(1_000_000_001, number)))
    }
}
