internal import VaultModel

/// Finds cases in a set, and facts that make them up.
struct CaseSearch {
    /// A way through a diagram: the cells of the variables that it asks.
    typealias Way = [Int: Int]

    let space: CaseSpace
    /// Ways that are looked at before a set is given up because of its days; never reached by rules that people write.
    private static let limit = 200_000

    /// The first way into a set, by what is ordinary.
    func way(into set: CaseSet) -> Way? {
        var way: Way = [:]
        var left = Self.limit
        return walk(set, &way, &left) { _ in true } ? way : nil
    }

    /// Whether a case of the set has days that fit together.
    func isPossible(_ set: CaseSet) -> Bool { facts(in: set) != nil }

    /// The part of a set in which as many facts as possible are as they are when nobody has said anything.
    func ordinary(_ set: CaseSet) -> CaseSet {
        space.sets.variables(of: set).reduce(set) { rest, variable in
            guard let fact = space.fact(variable), fact.cells.indices.contains(where: fact.isOrdinary) else {
                return rest
            }
            let narrowed = space.sets.both(
                rest,
                space.sets.set(variable, fact.cells.indices.map(fact.isOrdinary))
            )
            return narrowed.isEmpty ? rest : narrowed
        }
    }

    /// Facts of the first case with days that fit together: those that make it one, and values for the others.
    func facts(in set: CaseSet) -> (asked: [String: FactValue], others: [String: FactValue])? {
        var way: Way = [:]
        var left = Self.limit
        var found: [String: Int32]?
        guard
            walk(
                set,
                &way,
                &left,
                { way in
                    found = days(of: way)
                    return found != nil
                }
            ), let found
        else { return nil }
        var asked: [String: FactValue] = [:]
        var others: [String: FactValue] = [:]
        for (variable, fact) in space.facts.enumerated() {
            let name = fact.definition.name
            if let cell = way[variable] {
                if let value = value(of: fact, cell, found[name]) { asked[name] = value }
            } else if let day = found[name] {
                asked[name] = .day(Cell.day(day))
            } else if fact.definition.otherwise == nil, let cell = fact.order.first {
                others[name] = value(of: fact, cell, nil)
            }
        }
        return (asked, others)
    }

    private func walk(_ set: CaseSet, _ way: inout Way, _ left: inout Int, _ fits: (Way) -> Bool) -> Bool {
        if set.isEmpty || left <= 0 { return false }
        guard let variable = space.sets.variable(of: set) else {
            left -= 1
            return fits(way)
        }
        let order = space.fact(variable)?.order ?? [0, 1]
        for cell in order {
            way[variable] = cell
            if walk(space.sets.branch(of: set, cell), &way, &left, fits) { return true }
        }
        way[variable] = nil
        return false
    }

    /// Days for the day facts of a way.
    private func days(of way: Way) -> [String: Int32]? {
        var ranges: [String: ClosedRange<Int32>] = [:]
        var relations: [(relation: DayRelation, holds: Bool)] = []
        for (variable, cell) in way {
            if let fact = space.fact(variable) {
                if case .days(let range) = fact.cells[cell] { ranges[fact.definition.name] = range }
            } else if case .relation(let relation) = space.link(variable) {
                relations.append((relation, cell == 1))
            }
        }
        return DaySolver(ranges, relations, asOf: space.asOf).days()
    }

    private func value(of fact: CaseFact, _ cell: Int, _ day: Int32?) -> FactValue? {
        switch fact.cells[cell] {
        case .unsaid: return nil
        case .values(let values):
            if let otherwise = fact.definition.otherwise, values.contains(otherwise) { return otherwise }
            return values.first
        case .numbers(let range): return .number(min(max(0, range.lowerBound), range.upperBound))
        case .days(let range):
            return .day(Cell.day(day ?? min(max(space.asOf - 365, range.lowerBound), range.upperBound)))
        }
    }
}
