/// A piece of a policy file: every scalar is text, whatever it looks like.
struct PolicyNode: Sendable {
    /// What it is.
    enum Content: Sendable {
        case text(String)
        /// Nothing was written, or `~` or `null`.
        case nothing
        case list([PolicyNode])
        case mapping([PolicyEntry])
    }

    /// The line on which it begins.
    let line: Int
    /// What it is.
    let content: Content

    /// What it is, for a message.
    var kind: String {
        switch content {
        case .text: "a text"
        case .nothing: "nothing"
        case .list: "a list"
        case .mapping: "a group of keys"
        }
    }
}
