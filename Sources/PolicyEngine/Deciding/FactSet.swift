internal import VaultModel

/// The facts of one case, checked against a vocabulary.
public struct FactSet: Sendable {
    /// What was stated, by name.
    public let stated: [String: FactValue]

    let table: FactTable
    /// A cell for each fact of the table; what holds otherwise is filled in.
    let cells: [Int32]

    /// Takes facts.
    ///
    /// ``PolicyEngine/facts(_:)`` does the same without numbering the vocabulary again.
    ///
    /// - Throws: ``FactError`` for the first fact, by name, that the vocabulary does not allow.
    public init(_ values: [String: FactValue], vocabulary: Vocabulary) throws(FactError) {
        try self.init(values, table: FactTable(vocabulary))
    }

    init(_ values: [String: FactValue], table: FactTable) throws(FactError) {
        var cells = table.defaults
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let fact = table.numbers[name] else {
                throw FactError(.unknownFact, fact: name, "the vocabulary has no fact `\(name)`")
            }
            guard !table.isComputed(fact) else {
                throw FactError(.computed, fact: name, "`\(name)` is computed and cannot be stated")
            }
            guard let cell = table.cell(value, of: fact) else {
                throw FactError(
                    .wrongValue,
                    fact: name,
                    "`\(name)` takes \(Self.words(for: table.definitions[fact].kind))"
                )
            }
            cells[fact] = cell
        }
        stated = values
        self.table = table
        self.cells = cells
    }

    private init(stated: [String: FactValue], table: FactTable, cells: [Int32]) {
        self.stated = stated
        self.table = table
        self.cells = cells
    }

    /// The same facts by the numbers of another table; what that one does not know is left out.
    func renumbered(by table: FactTable) -> Self {
        var cells = table.defaults
        for (name, value) in stated {
            guard let fact = table.numbers[name], !table.isComputed(fact) else { continue }
            cells[fact] = table.cell(value, of: fact) ?? Cell.unknown
        }
        return Self(stated: stated, table: table, cells: cells)
    }

    private static func words(for kind: FactKind) -> String {
        switch kind {
        case .yesNo: "yes or no"
        case .day: "a day"
        case .number: "a whole number"
        case .word(let list):
            list.count > 12 ? "a word of its list" : "one of: \(list.joined(separator: ", "))"
        }
    }
}
