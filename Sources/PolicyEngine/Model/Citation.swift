/// Where a rule stands in the law.
public struct Citation: Hashable, Sendable {
    /// The law, by the name used in its country: `BGB`, `Regulation (EU) 2016/679`.
    public let law: String
    /// Article, section, paragraph.
    public let article: String
    /// Where it can be read.
    public let url: String?

    /// Makes a citation.
    public init(law: String, article: String, url: String? = nil) {
        self.law = law
        self.article = article
        self.url = url
    }
}
