public import VaultModel

/// A course of care as the database knows it.
public struct EpisodeRow: Sendable {
    /// Its number within the patient, from 1.
    public let number: Int32
    /// The slot whose leaf seals the events.
    public let slot: Slot
    /// The tree of that leaf.
    public let tree: TreeNumber
    /// The sealed dates that retention counts from.
    public let sealedEvents: [UInt8]
    /// How often the events were sealed, from 1.
    public let revision: Int32

    /// Makes a row.
    public init(number: Int32, slot: Slot, tree: TreeNumber, sealedEvents: [UInt8], revision: Int32) {
        self.number = number
        self.slot = slot
        self.tree = tree
        self.sealedEvents = sealedEvents
        self.revision = revision
    }
}
