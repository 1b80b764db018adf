/// The closed lists that packs are written with.
public struct Vocabulary: Hashable, Sendable {
    /// The facts, by name.
    public let facts: [String: FactDefinition]
    /// The duties of obligations.
    public let duties: Set<String>
    /// What the content of an obligation can name.
    public let contents: Set<String>
    /// Who can be told.
    public let recipients: Set<String>
    /// The bases of a transfer.
    public let bases: Set<String>
    /// The bases in the order in which they are preferred.
    public let basisOrder: [String]
    /// The named lists, in the order of the file.
    public let lists: [String: [String]]

    /// Makes a vocabulary.
    public init(
        facts: [String: FactDefinition],
        duties: Set<String>,
        contents: Set<String>,
        recipients: Set<String>,
        bases: Set<String>,
        basisOrder: [String] = [],
        lists: [String: [String]] = [:]
    ) {
        self.facts = facts
        self.duties = duties
        self.contents = contents
        self.recipients = recipients
        self.bases = bases
        self.basisOrder = basisOrder
        self.lists = lists
    }
}
