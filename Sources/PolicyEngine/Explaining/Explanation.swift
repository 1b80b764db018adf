/// A decision for people: what was decided, by which rules, counted how, and what is missing.
///
/// Headings, outcomes and the sentences of rules are in the language asked for. What the engine says of single facts and
/// steps of counting is English.
public struct Explanation: Hashable, Sendable {
    /// The language of headings and outcomes; English stands in for those that are not known.
    public let language: Language
    /// The question and the day.
    public let title: String
    /// The parts, without empty ones.
    public let sections: [ExplanationSection]

    /// Explains a decision that was made by a rulebook.
    public init(_ decision: Decision, rulebook: Rulebook, language: String = "en") {
        let writer = ExplanationWriter(decision, rulebook, language)
        self.language = writer.page
        title = writer.title
        sections = writer.sections
    }

    /// A page of plain text.
    public var text: String {
        var lines = [title]
        for section in sections {
            lines += ["", section.heading]
            for paragraph in section.paragraphs {
                for (place, line) in paragraph.enumerated() {
                    lines.append((place == 0 ? "  " : "    ") + line.text)
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
