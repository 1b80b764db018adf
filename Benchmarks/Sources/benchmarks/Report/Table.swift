internal import Foundation

/// The one table that is printed.
struct Table {
    private static let header = ["row", "ours", "limit or peer", "ratio", "limit ratio", "holds?"]

    let figures: [Figure]

    /// Whether every limit holds.
    var holds: Bool { figures.allSatisfy { $0.holds ?? true } }

    /// The table with its columns aligned, as Markdown.
    var text: String {
        let rows = [Self.header] + figures.map(Self.cells)
        let widths = Self.header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            "| "
                + zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
                    separator: " | "
                )
                + " |"
        }
        lines.insert(
            "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|",
            at: 1
        )
        return lines.joined(separator: "\n")
    }

    /// A ratio with two digits after the point, or with those that say something.
    private static func text(_ ratio: Double) -> String {
        String(format: ratio < 0.1 ? "%.2g" : "%.2f", ratio)
    }

    private static func cells(_ figure: Figure) -> [String] {
        let limit =
            switch figure.limit {
            case .atMost(let most): String(format: "<= %.2f", most)
            case .atLeast(let least): String(format: ">= %.2f", least)
            case nil: ""
            }
        let holds = figure.holds.map { $0 ? "yes" : "NO" } ?? ""
        return [
            figure.name, figure.ours, figure.peer, figure.ratio.map(Self.text) ?? "",
            limit,
            holds,
        ]
    }
}
