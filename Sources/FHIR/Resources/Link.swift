/// A place in a resource that leads to another.
struct Link: Sendable {
    /// Where it stands, from the resource: a JSON Pointer (RFC 6901).
    let pointer: String
    /// What stands there.
    let text: String
    /// Whether it stands in a Reference, and not merely in an address or in the narrative.
    let isReference: Bool
}
