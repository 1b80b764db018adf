extension Explanation {
    /// A page that needs nothing else and can be printed.
    ///
    /// Every text is escaped; what is in another language than the page says so in its `lang`. The law is linked where its address is known;
    /// on paper the address stands behind it.
    public var html: String {
        HTML.page(
            title: title,
            language: language,
            body: (["<h1>\(HTML.escaped(title))</h1>"] + sections.map(element)).joined(separator: "\n")
        )
    }

    private func element(_ section: ExplanationSection) -> String {
        let paragraphs = section.paragraphs.map { lines in
            "<p>\(lines.map(element).joined(separator: "<br>\n"))</p>"
        }
        return (["<section>", "<h2>\(HTML.escaped(section.heading))</h2>"] + paragraphs + ["</section>"])
            .joined(separator: "\n")
    }

    private func element(_ line: ExplanationLine) -> String {
        line.runs.map { run in
            let name = HTML.escaped(run.text)
            let text =
                run.address.map { "<a href=\"\(HTML.escaped($0))\" rel=\"noreferrer\">\(name)</a>" } ?? name
            return run.language == language.rawValue
                ? text : "<span lang=\"\(HTML.escaped(run.language))\">\(text)</span>"
        }
        .joined()
    }
}
