internal import VaultModel

/// Rows in columns, for people.
struct Table {
    private var rows: [[String]]

    /// Starts with the headings.
    init(_ headings: String...) {
        rows = [headings.map { $0.uppercased() }]
    }

    /// Adds a row.
    mutating func add(_ cells: String...) {
        rows.append(cells.map(\.printed))
    }

    /// The lines, each column as wide as its widest cell.
    var lines: [String] {
        let columns = rows.first?.count ?? 0
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < columns - 1 {
                    line += String(repeating: " ", count: widths[column] - cell.count + 2)
                }
            }
            return line
        }
    }
}
