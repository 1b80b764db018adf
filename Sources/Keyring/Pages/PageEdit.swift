/// One change to the pages, made together with others in one pass.
enum PageEdit: Sendable {
    /// Destroys every key at and below a prefix.
    case puncture(Prefix)
    /// Writes the page that holds a prefix anew without changing it, so that its old place becomes free.
    case rewrite(Prefix)
    /// Adds a live node behind all others: the root of a new tree.
    case append(KeyNode)

    /// Where the edit applies.
    var prefix: Prefix {
        switch self {
        case .puncture(let prefix), .rewrite(let prefix): prefix
        case .append(let node): node.prefix
        }
    }
}
