/// One value of a JSON text: where its bytes lie, and where the values inside it end.
struct JSONNode: Sendable {
    enum Kind: UInt8, Sendable {
        case null
        case no
        case yes
        case number
        case string
        case array
        case object
    }

    let kind: Kind
    /// The first byte.
    let start: Int
    /// The byte after the last.
    var end: Int
    /// The number of the node after this one and all inside it.
    var after: Int
}
