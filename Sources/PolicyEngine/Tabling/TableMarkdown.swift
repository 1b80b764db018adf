/// Decision tables as Markdown.
struct TableMarkdown {
    private let table: PolicyTable
    private var headings: TableHeadings { table.headings }

    init(_ table: PolicyTable) {
        self.table = table
    }

    /// The whole text.
    var text: String {
        var parts = ["# \(Self.escaped(table.title))"] + table.introduction.map(Self.escaped)
        for section in table.sections {
            parts.append("## \(Self.escaped(section.caption))")
            for group in section.groups {
                if let heading = group.heading { parts.append("### \(Self.escaped(heading))") }
                parts.append(rows(group.rows))
            }
        }
        if !table.lists.isEmpty {
            parts.append("## \(headings[.lists])")
            parts.append(
                table.lists.map {
                    "- \(Self.escaped($0.name)): \(Self.escaped($0.words.joined(separator: ", ")))"
                }
                .joined(separator: "\n")
            )
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func rows(_ rows: [TableRow]) -> String {
        let columns: [TableHeadings.Heading] = [
            .rule, .when, .effect, .exceptions, .law, .sentence, .inForce, .confidence,
        ]
        let head = columns.map { headings[$0] }
        let lines = [head, head.map { _ in "---" }] + rows.map(cells)
        return lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }

    private func cells(_ row: TableRow) -> [String] {
        [
            String(repeating: "↳ ", count: row.depth) + Self.escaped(row.rule),
            Self.lines(row.when), Self.lines(row.effect), Self.lines(row.exceptions),
            row.citations.map(Self.citation).joined(separator: "<br>"),
            Self.escaped(row.sentence), Self.escaped(row.inForce), Self.escaped(row.confidence),
        ]
    }

    private static func lines(_ lines: [String]) -> String { lines.map(escaped).joined(separator: "<br>") }

    private static func citation(_ citation: Citation) -> String {
        let name = escaped("\(citation.law), \(citation.article)")
        guard let url = citation.webAddress else { return name }
        let address = url.replacing("(", with: "%28").replacing(")", with: "%29").replacing("|", with: "%7C")
        return "[\(name)](\(address))"
    }

    /// A text in which Markdown and HTML find nothing of theirs, on one line.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "|", "#", "~": escaped += "\\\(character)"
            default: escaped += character.isNewline ? " " : String(character)
            }
        }
        return escaped
    }
}
