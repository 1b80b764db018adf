internal import VaultModel

/// Describes cells of facts and comparisons of days in words.
struct CaseWording {
    let space: CaseSpace

    /// What a description asks, a line for each fact; facts of which nothing may be said share the last one.
    func lines(_ cube: CaseCubes.Cube) -> [String] {
        var lines: [String] = []
        var ordinary: [String] = []
        for (variable, marks) in cube.sorted(by: { $0.key < $1.key }) {
            guard let fact = space.fact(variable) else {
                lines.append(link(variable, holds: marks[1]))
                continue
            }
            if fact.definition.otherwise != nil, marks == fact.cells.indices.map(fact.isOrdinary) {
                ordinary.append(fact.definition.name)
            } else {
                lines.append(line(fact, marks))
            }
        }
        guard !ordinary.isEmpty else { return lines }
        return lines + ["nothing but the ordinary is said of \(ordinary.sorted().joined(separator: ", "))"]
    }

    private func line(_ fact: CaseFact, _ marks: [Bool]) -> String {
        let cells = zip(fact.cells, marks).filter(\.1).map(\.0)
        var words: [String] = []
        var ranges: [ClosedRange<Int>] = []
        var isUnsaid = false
        for cell in cells {
            switch cell {
            case .unsaid: isUnsaid = true
            case .values(let values): words += values.map(\.forPeople)
            case .numbers(let range): add(range, &ranges)
            case .days(let range): add(Int(range.lowerBound)...Int(range.upperBound), &ranges)
            }
        }
        let others = zip(fact.cells, marks).filter { !$0.1 }.flatMap { cell, _ -> [String] in
            if case .values(let values) = cell { values.map(\.forPeople) } else { [] }
        }
        if words.count > 8, others.count < words.count {
            words = ["anything but \(Self.list(Self.shortened(others)))"]
        }
        words = Self.shortened(words)
        words += ranges.map { text($0, fact.definition.kind) }
        if isUnsaid { words.append("not known") }
        return "\(fact.definition.plain): \(Self.list(words))"
    }

    /// The first of many words, and how many more there are.
    private static func shortened(_ words: [String]) -> [String] {
        words.count > 16 ? words.prefix(4) + ["\(words.count - 4) more"] : words
    }

    /// `a, b or c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }

    private func add(_ range: ClosedRange<Int>, _ ranges: inout [ClosedRange<Int>]) {
        if let last = ranges.last, last.upperBound + 1 == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound...range.upperBound
        } else {
            ranges.append(range)
        }
    }

    private func text(_ range: ClosedRange<Int>, _ kind: FactKind) -> String {
        guard kind == .day else {
            if range.lowerBound <= -1_000_000 { return "less than \(range.upperBound + 1)" }
            if range.upperBound >= 1_000_000 { return "\(range.lowerBound) or more" }
            return range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
        }
        let first = English.date(Day(daysSinceEpoch: Int64(range.lowerBound)))
        let last = English.date(Day(daysSinceEpoch: Int64(range.upperBound)))
        switch (
            range.lowerBound <= Int(CaseDays.all.lowerBound), range.upperBound >= Int(CaseDays.all.upperBound)
        ) {
        case (true, true): return "any day"
        case (true, false): return "\(last) or earlier"
        case (false, true): return "\(first) or later"
        case (false, false): return range.count == 1 ? first : "\(first) to \(last)"
        }
    }

    private func link(_ variable: Int, holds: Bool) -> String {
        switch space.link(variable) {
        case .relation(let relation):
            let left = count(relation.leftCount, relation.left)
            let right = count(relation.rightCount, relation.right)
            return "\(left): \(holds ? "not later" : "later") than \(right)"
        case .free(let condition):
            guard case .oneOf(let values) = condition.test else {
                return "\(plain(condition.fact)): \(holds ? "as" : "not as") the rule asks"
            }
            if values == [.yesNo(true)] { return "\(plain(condition.fact)): \(holds ? "yes" : "no")" }
            let words = Self.list(values.map(\.forPeople).sorted())
            return "\(plain(condition.fact)): \(holds ? "" : "not ")\(words)"
        case nil: return ""
        }
    }

    private func count(_ count: DayRelation.Count, _ fact: String) -> String {
        switch count {
        case .itself: plain(fact)
        case .end(let period): "the end of \(period) from \(plain(fact))"
        case .youngerThan(let years): "the last day before \(years) years of age, from \(plain(fact))"
        }
    }

    private func plain(_ fact: String) -> String { space.rulebook.vocabulary.facts[fact]?.plain ?? fact }
}
