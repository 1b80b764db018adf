public import VaultModel

/// An entry of the narrowing journal: sealed by the vault under a slot, kept by the key safe, opened by neither alone.
public struct JournalEntry: Hashable, Sendable {
    /// The largest number of sealed bytes of one entry: a rulebook fits.
    public static let maximumSize = 1 << 25

    /// The position, counted from 1; 0 until the key safe has assigned it.
    public let number: Int64
    /// Names the event, so that a repeated replay can tell.
    public let id: RequestID
    /// What kind of event.
    public let kind: JournalKind
    /// When it happened.
    public let at: Timestamp
    /// The tree of the slot whose key sealed the body.
    public let tree: TreeNumber
    /// The slot whose key sealed the body.
    public let slot: Slot
    /// The body: ciphertext.
    public let sealed: [UInt8]

    /// Makes an entry to append.
    public init(
        number: Int64 = 0,
        id: RequestID,
        kind: JournalKind,
        at: Timestamp,
        tree: TreeNumber,
        slot: Slot,
        sealed: [UInt8]
    ) {
        self.number = number
        self.id = id
        self.kind = kind
        self.at = at
        self.tree = tree
        self.slot = slot
        self.sealed = sealed
    }
}
