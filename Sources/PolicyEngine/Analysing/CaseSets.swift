/// Sets of cases as decision diagrams with several values: every set has one form only.
///
/// A case gives each variable one of its cells. A diagram asks variables in the order of their numbers; what does not
/// depend on a variable does not ask it. So an empty set is found at once, and equal sets have equal numbers (Bryant,
/// IEEE Transactions on Computers C-35, 1986).
final class CaseSets {
    private var asked: [Int32] = [.max, .max]
    private var starts: [Int32] = [0, 0]
    private var branches: [Int32] = []
    private var arities: [Int] = []
    private var known: [[Int32]: Int32] = [:]
    private var intersections: [UInt64: Int32] = [:]
    private var unions: [UInt64: Int32] = [:]
    private var complements: [Int32: Int32] = [:]

    /// Adds a variable behind all others, with so many cells, and says its number.
    func add(cells: Int) -> Int {
        arities.append(cells)
        return arities.count - 1
    }

    /// The number of cells of a variable.
    func cells(of variable: Int) -> Int { arities[variable] }

    /// The cases in which a variable has one of the marked cells.
    func set(_ variable: Int, _ marked: [Bool]) -> CaseSet {
        CaseSet(number: node(Int32(variable), marked.map { $0 ? 1 : 0 }))
    }

    /// The variable that a set asks first; `nil` for none and every case.
    func variable(of set: CaseSet) -> Int? {
        set.number < 2 ? nil : Int(asked[Int(set.number)])
    }

    /// What is left of a set when its first variable has a cell.
    func branch(of set: CaseSet, _ cell: Int) -> CaseSet {
        CaseSet(number: branches[Int(starts[Int(set.number)]) + cell])
    }

    /// The cases in both sets.
    func both(_ one: CaseSet, _ other: CaseSet) -> CaseSet {
        CaseSet(number: intersection(one.number, other.number))
    }

    /// The cases in all of some sets.
    func all(_ sets: [CaseSet]) -> CaseSet { sets.reduce(.every, both) }

    /// The cases in one of two sets.
    func either(_ one: CaseSet, _ other: CaseSet) -> CaseSet {
        CaseSet(number: union(one.number, other.number))
    }

    /// The cases in one of some sets.
    func any(_ sets: [CaseSet]) -> CaseSet { sets.reduce(.none, either) }

    /// All other cases.
    func not(_ set: CaseSet) -> CaseSet { CaseSet(number: complement(set.number)) }

    /// The cases of one set that are not in the other.
    func without(_ one: CaseSet, _ other: CaseSet) -> CaseSet { both(one, not(other)) }

    /// Whether every case is in a set whose variables have only the marked cells; a variable that is not named has any.
    func covers(_ set: CaseSet, _ cube: [Int: [Bool]]) -> Bool {
        var found: [Int32: Bool] = [:]
        return covers(set.number, cube, &found)
    }

    /// The variables that a set asks, in order.
    func variables(of set: CaseSet) -> [Int] {
        var found: Set<Int> = []
        var seen: Set<Int32> = []
        var open = [set.number]
        while let number = open.popLast() {
            guard number > 1, seen.insert(number).inserted else { continue }
            let (variable, first) = (Int(asked[Int(number)]), Int(starts[Int(number)]))
            found.insert(variable)
            open += branches[first..<first + arities[variable]]
        }
        return found.sorted()
    }

    private func covers(_ number: Int32, _ cube: [Int: [Bool]], _ found: inout [Int32: Bool]) -> Bool {
        if number < 2 { return number == 1 }
        if let known = found[number] { return known }
        let variable = Int(asked[Int(number)])
        let first = Int(starts[Int(number)])
        let marked = cube[variable]
        let result = (0..<arities[variable]).allSatisfy { cell in
            !(marked?[cell] ?? true) || covers(branches[first + cell], cube, &found)
        }
        found[number] = result
        return result
    }

    private func node(_ variable: Int32, _ children: [Int32]) -> Int32 {
        if let first = children.first, children.allSatisfy({ $0 == first }) { return first }
        let key = [variable] + children
        if let number = known[key] { return number }
        let number = Int32(asked.count)
        asked.append(variable)
        starts.append(Int32(branches.count))
        branches += children
        known[key] = number
        return number
    }

    private func intersection(_ one: Int32, _ other: Int32) -> Int32 {
        if one == 0 || other == 0 { return 0 }
        if one == 1 || one == other { return other }
        if other == 1 { return one }
        let key = Self.key(one, other)
        if let result = intersections[key] { return result }
        let result = combined(one, other) { intersection($0, $1) }
        intersections[key] = result
        return result
    }

    private func union(_ one: Int32, _ other: Int32) -> Int32 {
        if one == 1 || other == 1 { return 1 }
        if one == 0 || one == other { return other }
        if other == 0 { return one }
        let key = Self.key(one, other)
        if let result = unions[key] { return result }
        let result = combined(one, other) { union($0, $1) }
        unions[key] = result
        return result
    }

    private func combined(_ one: Int32, _ other: Int32, _ combine: (Int32, Int32) -> Int32) -> Int32 {
        let variable = min(asked[Int(one)], asked[Int(other)])
        let children = (0..<arities[Int(variable)]).map { cell in
            combine(child(one, variable, cell), child(other, variable, cell))
        }
        return node(variable, children)
    }

    private func child(_ number: Int32, _ variable: Int32, _ cell: Int) -> Int32 {
        asked[Int(number)] == variable ? branches[Int(starts[Int(number)]) + cell] : number
    }

    private func complement(_ number: Int32) -> Int32 {
        if number < 2 { return 1 - number }
        if let result = complements[number] { return result }
        let variable = asked[Int(number)]
        let children = (0..<arities[Int(variable)]).map { complement(child(number, variable, $0)) }
        let result = node(variable, children)
        complements[number] = result
        complements[result] = number
        return result
    }

    private static func key(_ one: Int32, _ other: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: min(one, other))) << 32 | UInt64(UInt32(bitPattern: max(one, other)))
    }
}
