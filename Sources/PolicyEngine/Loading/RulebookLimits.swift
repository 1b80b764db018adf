/// How much a rulebook may hold; far above what laws need, and low enough that no file exhausts memory or time.
enum RulebookLimits {
    /// Files of a rulebook.
    static let files = 1000
    /// Bytes of all files together.
    static let totalBytes = 16 << 20
    /// Bytes of one file.
    static let fileBytes = 1 << 20
    /// Bytes of one text.
    static let textBytes = 16 << 10
    /// Lists and mappings within each other.
    static let nesting = 16
    /// Texts, lists and mappings of one file.
    static let nodes = 100_000
    /// Problems that are reported for one file.
    static let problemsOfFile = 500
    /// Problems that are reported at all.
    static let problems = 5000
}
