internal import VaultModel

/// A pack as it stands in its file, with the lines that later checks name.
struct ReadPack {
    /// A name and the line on which it stands.
    struct Reference {
        let id: String
        let line: Int
    }

    /// The id.
    let id: String
    /// Where it begins.
    let place: SourcePlace
    /// The jurisdiction.
    let jurisdiction: String
    /// The title.
    let title: String
    /// The languages.
    let languages: [String]
    /// The packs it builds on.
    let extends: [Reference]
    /// The pack whose periods a house schedule lengthens; it attaches with that one.
    let lengthens: Reference?
    /// When it attaches; empty when the file does not say.
    let attachesWhen: [[Condition]]
    /// Whether the file says when it attaches, even if wrongly.
    let statesAttachment: Bool
    /// After this day its rules ask for a confirmation.
    let reviewBy: Day
    /// Where to complain.
    let remedies: [String: String]
    /// The rules, also those with problems.
    let rules: [ReadRule]
}
