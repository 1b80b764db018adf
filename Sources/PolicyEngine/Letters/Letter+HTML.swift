extension Letter {
    /// The letter as a page that needs nothing else and can be printed.
    ///
    /// Every text is escaped; paragraphs in another language than the letter's say so in their `lang`.
    public var html: String {
        let opening = [
            "<p class=\"date\">\(HTML.escaped(date))</p>", "<h1>\(HTML.escaped(title))</h1>",
            "<p>\(HTML.escaped(salutation))</p>",
        ]
        let body = opening + sections.map(element) + ["<p>\(HTML.escaped(farewell))</p>"]
        return HTML.page(title: title, language: language, body: body.joined(separator: "\n"))
    }

    private func element(_ section: LetterSection) -> String {
        var lines = ["<section>"]
        if let heading = section.heading { lines.append("<h2>\(HTML.escaped(heading))</h2>") }
        var isInList = false
        for paragraph in section.paragraphs {
            if paragraph.isListed != isInList { lines.append(isInList ? "</ul>" : "<ul>") }
            isInList = paragraph.isListed
            lines.append(element(paragraph))
        }
        if isInList { lines.append("</ul>") }
        return (lines + ["</section>"]).joined(separator: "\n")
    }

    private func element(_ paragraph: LetterParagraph) -> String {
        let name = paragraph.isListed ? "li" : "p"
        let code = paragraph.content.language
        let mark = code == language.rawValue ? "" : " lang=\"\(HTML.escaped(code))\""
        return "<\(name)\(mark)>\(HTML.escaped(paragraph.content.text))</\(name)>"
    }
}
