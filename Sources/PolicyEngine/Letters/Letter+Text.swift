extension Letter {
    /// The letter as plain text, with lines of at most 78 columns where words allow.
    public var text: String {
        var lines = [date, ""] + TextWrap.lines(title) + ["", salutation]
        for section in sections {
            if let heading = section.heading { lines += [""] + TextWrap.lines(heading) }
            var wasListed = false
            for paragraph in section.paragraphs {
                if !(wasListed && paragraph.isListed) { lines.append("") }
                wasListed = paragraph.isListed
                lines +=
                    paragraph.isListed
                    ? TextWrap.lines(paragraph.content.text, first: "- ", further: "  ")
                    : TextWrap.lines(paragraph.content.text)
            }
        }
        return (lines + [""] + TextWrap.lines(farewell)).joined(separator: "\n") + "\n"
    }
}
