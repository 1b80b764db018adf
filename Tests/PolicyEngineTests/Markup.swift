/// A look at pages that does not share the code that writes them.
enum Markup {
    /// The first place where elements are not closed in order, or where a character should have been escaped.
    static func flaw(in page: String) -> String? {
        var open: [Substring] = []
        for piece in page.split(separator: "<", omittingEmptySubsequences: true) {
            guard let end = piece.firstIndex(of: ">") else { return String(piece) }
            let tag = piece[..<end]
            let text = piece[end...].dropFirst()
            if text.contains(">")
                || text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
                    .contains(where: { !$0.contains(";") })
            {
                return String(piece)
            }
            guard let name = tag.split(separator: " ").first, !["!DOCTYPE", "meta", "br"].contains(name)
            else {
                continue
            }
            if !name.hasPrefix("/") {
                open.append(name)
            } else if open.popLast() != name.dropFirst() {
                return String(piece)
            }
        }
        return open.first.map(String.init)
    }
}
