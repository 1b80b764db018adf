/// The rules of one pack as decision tables, one for each kind of decision, for people who do not read the files.
///
/// Headings, effects and the sentences of the rules are in the language asked for; conditions are in the words of the
/// vocabulary, which are English. The same rules give the same tables, wherever they stand in their file.
public struct PolicyTable: Hashable, Sendable {
    /// The title of the pack.
    public let title: String
    /// What is said above the tables, a paragraph each.
    public let introduction: [String]
    /// The tables, without empty ones.
    public let sections: [TableSection]
    /// The named lists that the tables speak of, each with its words.
    public let lists: [TableList]
    /// The language of headings and sentences.
    public let language: String

    let headings: TableHeadings

    /// Makes the tables of a pack; `nil` when the rulebook has no such pack.
    public init?(_ rulebook: Rulebook, pack id: String, language: String = "en") {
        guard let pack = rulebook.packs[id] else { return nil }
        let headings = TableHeadings(language)
        let writer = TableWriter(rulebook, pack, headings, language)
        title = "\(pack.title) (\(pack.id), \(pack.jurisdiction))"
        introduction = writer.introduction
        sections = DecisionKind.allCases.compactMap { writer.section($0) }
        lists = writer.lists
        self.language = language
        self.headings = headings
    }

    /// The tables as Markdown.
    public var markdown: String { TableMarkdown(self).text }

    /// The tables as a page to print: one file without scripts, which fetches nothing.
    public var html: String { TableHTML(self).text }
}
