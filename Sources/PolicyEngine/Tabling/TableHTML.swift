/// Decision tables as a page to print.
///
/// One file: no script, nothing to fetch. Every text is escaped; only addresses on the web become links.
struct TableHTML {
    private let table: PolicyTable
    private var headings: TableHeadings { table.headings }
    private let columns: [TableHeadings.Heading] = [
        .rule, .when, .effect, .exceptions, .law, .sentence, .inForce, .confidence,
    ]

    init(_ table: PolicyTable) {
        self.table = table
    }

    /// The whole page.
    var text: String {
        let body =
            ["<h1>\(HTML.escaped(table.title))</h1>"]
            + table.introduction.map { "<p>\(HTML.escaped($0))</p>" }
            + table.sections.map(section) + lists
        return """
            <!DOCTYPE html>
            <html lang="\(HTML.escaped(table.language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(HTML.escaped(table.title))</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            \(body.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private func section(_ section: TableSection) -> String {
        let head = columns.map { "<th scope=\"col\">\(HTML.escaped(headings[$0]))</th>" }.joined()
        return """
            <table id="\(section.decision.rawValue)">
            <caption>\(HTML.escaped(section.caption))</caption>
            <thead><tr>\(head)</tr></thead>
            \(section.groups.map(group).joined(separator: "\n"))
            </table>
            """
    }

    private func group(_ group: TableGroup) -> String {
        let heading = group.heading.map {
            "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(columns.count)\">\(HTML.escaped($0))</th></tr>\n"
        }
        return "<tbody>\n\(heading ?? "")\(group.rows.map(row).joined(separator: "\n"))\n</tbody>"
    }

    private func row(_ row: TableRow) -> String {
        let cells = [
            Self.lines(row.when), Self.lines(row.effect),
            row.exceptions.map(Self.breakable).joined(separator: "<br>"),
            row.citations.map(Self.citation).joined(separator: "<br>"),
        ].map { "<td>\($0)</td>" }
        let sentence = "<td lang=\"\(HTML.escaped(row.sentenceLanguage))\">\(HTML.escaped(row.sentence))</td>"
        let rest = [row.inForce, row.confidence].map { "<td>\(HTML.escaped($0))</td>" }
        let mark = String(repeating: "↳ ", count: row.depth)
        return
            "<tr id=\"\(HTML.escaped(row.rule))\"><th scope=\"row\">\(mark)\(Self.breakable(row.rule))</th>"
            + (cells + [sentence] + rest).joined() + "</tr>"
    }

    private var lists: [String] {
        guard !table.lists.isEmpty else { return [] }
        let entries = table.lists.map { list in
            "<dt>\(HTML.escaped(list.name))</dt><dd>\(HTML.escaped(list.words.joined(separator: ", ")))</dd>"
        }
        return [
            "<h2>\(HTML.escaped(headings[.lists]))</h2>", "<dl>\n\(entries.joined(separator: "\n"))\n</dl>",
        ]
    }

    /// A text with ids of rules, which may be broken behind their dots and low lines.
    private static func breakable(_ text: String) -> String {
        HTML.escaped(text).replacing(".", with: ".<wbr>").replacing("_", with: "_<wbr>")
    }

    private static func lines(_ lines: [String]) -> String {
        lines.map(HTML.escaped).joined(separator: "<br>")
    }

    private static func citation(_ citation: Citation) -> String {
        let name = HTML.escaped("\(citation.law), \(citation.article)")
        guard let url = citation.webAddress else { return name }
        return "<a href=\"\(HTML.escaped(url))\" rel=\"noreferrer\">\(name)</a>"
    }

    private static let style = """
        body { font: 14px/1.4 sans-serif; margin: 2em; color: #111; background: #fff; }
        p { max-width: 60em; }
        table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: 2em 0; }
        caption { font-size: 1.3em; font-weight: bold; text-align: left; padding: 0.3em 0; }
        th, td { border: 1px solid #767676; padding: 0.35em 0.5em; text-align: left; vertical-align: top; }
        thead th, .group th { background: #eee; }
        th, td { overflow-wrap: break-word; }
        tbody th[scope=row] { font-weight: normal; }
        th, td { box-sizing: border-box; }
        th:nth-child(1) { width: 12%; } th:nth-child(2) { width: 18%; } th:nth-child(3) { width: 14%; }
        th:nth-child(4) { width: 12%; } th:nth-child(5) { width: 11%; } th:nth-child(6) { width: 15%; }
        th:nth-child(7) { width: 8%; } th:nth-child(8) { width: 10%; }
        dt { font-weight: bold; } dd { margin: 0 0 0.5em 1.5em; }
        @page { size: A4 landscape; margin: 12mm; }
        @media print { body { font-size: 8pt; margin: 0; } thead { display: table-header-group; } tr { break-inside: avoid; } a { color: inherit; } }
        """
}
