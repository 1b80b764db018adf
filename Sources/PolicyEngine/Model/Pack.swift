public import VaultModel

/// The rules of one jurisdiction.
public struct Pack: Hashable, Sendable {
    /// The id: `eu`, `de`.
    public let id: String
    /// The jurisdiction, ISO 3166: `EU`, `DE`, `ES-CT`.
    public let jurisdiction: String
    /// What it is called.
    public let title: String
    /// The languages of its plain sentences; `en` is always there.
    public let languages: [String]
    /// The packs it builds on; they attach with it.
    public let extends: [String]
    /// It attaches when any of these holds; each is a list of which all must hold.
    ///
    /// Empty only for packs that others extend.
    public let attachesWhen: [[Condition]]
    /// After this day its rules ask for a person's confirmation.
    public let reviewBy: Day
    /// Where to complain, by language: the paragraph of Art 12(4).
    public let remedies: [String: String]
    /// Its rules.
    public let rules: [Rule]
    /// Its tests.
    public let tests: [PolicyTest]

    /// Makes a pack.
    public init(
        id: String,
        jurisdiction: String,
        title: String,
        languages: [String],
        extends: [String],
        attachesWhen: [[Condition]],
        reviewBy: Day,
        remedies: [String: String],
        rules: [Rule],
        tests: [PolicyTest]
    ) {
        self.id = id
        self.jurisdiction = jurisdiction
        self.title = title
        self.languages = languages
        self.extends = extends
        self.attachesWhen = attachesWhen
        self.reviewBy = reviewBy
        self.remedies = remedies
        self.rules = rules
        self.tests = tests
    }
}
