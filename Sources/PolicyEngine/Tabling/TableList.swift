/// A named list of the vocabulary that conditions speak of.
public struct TableList: Hashable, Sendable {
    /// Its name, as in the files.
    public let name: String
    /// Its words.
    public let words: [String]
}
