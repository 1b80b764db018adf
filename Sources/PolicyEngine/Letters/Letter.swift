/// A letter about decisions, to the person who asked.
///
/// What the law says comes from the rules and packs, word for word; only what connects it is Lethe's. It names no rule,
/// fact or record by an inner name. Letterhead, address and signature are left to the sender.
public struct Letter: Hashable, Sendable {
    /// Which letter.
    public let kind: LetterKind
    /// Its language.
    public let language: Language
    /// The day, in words.
    public let date: String
    /// What it is about.
    public let title: String
    /// How it begins.
    public let salutation: String
    /// Its parts.
    public let sections: [LetterSection]
    /// How it ends.
    public let farewell: String

    /// Writes a letter.
    ///
    /// Records with the same fate share a paragraph.
    ///
    /// - Parameters:
    ///   - kind: Which letter; ``LetterKind/answering(_:)`` says which one fits.
    ///   - items: The decisions, one for each record.
    ///   - rulebook: The rules by which they were made.
    ///   - language: In which language. Where a rule or the remedies lack it, they stand in the first language of their
    ///     pack, and ``LetterParagraph/content`` says in which.
    ///   - details: The day and what else it says.
    /// - Throws: ``LetterError`` when a person must decide first, when the letter does not fit the decisions, or when
    ///   something that it must say is missing.
    public init(
        _ kind: LetterKind,
        _ items: [LetterItem],
        rulebook: Rulebook,
        language: Language,
        details: LetterDetails
    ) throws(LetterError) {
        let writer = try LetterWriter(items, rulebook, language, details)
        sections = try writer.sections(kind)
        self.kind = kind
        self.language = language
        date = writer.dates.text(details.date)
        title = writer.title(kind)
        salutation = writer.words.salutation
        farewell = writer.words.farewell
    }
}
