public import VaultModel

/// A kept decision as the database knows it.
public struct DecisionRow: Sendable {
    /// Names the decision.
    public let id: DecisionID
    /// The place of the key that seals it: of the version it was about, or serial 0 of the patient for a listing.
    public let slot: Slot
    /// The tree of the key.
    public let tree: TreeNumber
    /// The day it was made.
    public let decidedOn: Day
    /// What was asked and said, sealed.
    public let sealedDetail: [UInt8]

    /// Makes a row.
    public init(id: DecisionID, slot: Slot, tree: TreeNumber, decidedOn: Day, sealedDetail: [UInt8]) {
        self.id = id
        self.slot = slot
        self.tree = tree
        self.decidedOn = decidedOn
        self.sealedDetail = sealedDetail
    }
}
