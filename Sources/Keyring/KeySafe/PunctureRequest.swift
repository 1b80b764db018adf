public import VaultModel

/// An order to destroy every key at and below some prefixes, for ever.
public struct PunctureRequest: Hashable, Sendable {
    /// Names the request; repeating it with the same content does nothing twice.
    public let id: RequestID
    /// The vault incarnation that asks; the key safe obeys only the one it last adopted.
    public let incarnation: IncarnationID
    /// What to destroy, sorted, without duplicates and without prefixes covered by others.
    public let prefixes: [Prefix]
    /// Why.
    public let purpose: PuncturePurpose

    /// Makes a request; prefixes may come in any order and cover one another.
    public init(id: RequestID, incarnation: IncarnationID, prefixes: [Prefix], purpose: PuncturePurpose) {
        self.id = id
        self.incarnation = incarnation
        self.prefixes = Self.reduced(prefixes)
        self.purpose = purpose
    }

    /// The same set of keys in its shortest form: in tree order, whatever an earlier prefix covers left out.
    static func reduced(_ prefixes: [Prefix]) -> [Prefix] {
        var kept: [Prefix] = []
        for prefix in prefixes.sorted() {
            if let last = kept.last, last.covers(prefix) { continue }
            kept.append(prefix)
        }
        return kept
    }
}
