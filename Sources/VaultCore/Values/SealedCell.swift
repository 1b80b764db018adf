public import VaultModel

/// One sealed column of one row that is sealed directly under the key of a slot (`docs/formats/sealed-row.md`).
public struct SealedCell: Sendable {
    /// Which column of which row.
    public enum Place: Sendable {
        /// What a patient can be found by.
        case search
        /// The dates of a course of care.
        case episode(number: Int32, revision: Int32)
        /// The file of an event.
        case event(EventID)
        /// A kept decision or listing.
        case decision(DecisionID)
        /// The name of a member of staff.
        case staff(StaffRow)
        /// The order of an erasure.
        case shredOrder(ShredID)
        /// The file of an erasure.
        case shredFile(ShredID)
    }

    /// Where it is.
    public let place: Place
    /// The slot whose key seals it.
    public let slot: Slot
    /// What is sealed.
    public let sealed: [UInt8]

    /// Makes a cell.
    public init(_ place: Place, slot: Slot, sealed: [UInt8]) {
        self.place = place
        self.slot = slot
        self.sealed = sealed
    }
}
