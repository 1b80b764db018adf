/// A fact, and the values of it that the rules tell apart.
struct CaseFact {
    /// The fact.
    let definition: FactDefinition
    /// The cells; every value lies in one.
    let cells: [CaseCell]

    /// The cells that are tried first: what holds when nobody has said anything, then the others in their order.
    var order: [Int] {
        let first = cells.indices.filter { isOrdinary($0) }
        return first + cells.indices.filter { !first.contains($0) }
    }

    /// Whether a cell is what holds when nobody has said anything.
    func isOrdinary(_ cell: Int) -> Bool {
        if cells[cell] == .unsaid { return true }
        return definition.otherwise.map { cells[cell].contains($0) } ?? false
    }

    /// Marks the cells with a property.
    func marks(_ isMarked: (CaseCell) -> Bool) -> [Bool] { cells.map(isMarked) }
}
