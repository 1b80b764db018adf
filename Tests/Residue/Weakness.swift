/// A mistake that other products of this kind make, made on purpose, so that it is seen that the search finds it.
package enum Weakness: String, CaseIterable, Sendable {
    /// The key safe keeps the state before the erasures (a snapshot, a backup, a copying file system).
    case previousTopKeyKept = "previous-top-key-kept"
    /// Record keys are wrapped a second time, under a key that no erasure destroys.
    case wrapOutsideTheSlot = "wrap-outside-the-slot"
    /// Record fields can be searched by tokens under a key that is never renewed.
    case fieldTokens = "field-tokens"
    /// A record is moved to the right patient, and the place of its key in the wrong file stays alive.
    case oldSlotKept = "old-slot-kept"
    /// The exact day until which a record is kept stands beside it, unsealed.
    case clearKeepUntil = "clear-keep-until"
    /// An erasure in the middle of a key renewal destroys keys only in the tree where the patient's are by then.
    case oneTreePunctured = "one-tree-punctured"
    /// A key renewal ends without destroying the keys that it replaced.
    case oldTreeKept = "old-tree-kept"
    /// A key renewal leaves the old keys sealed under a key that no erasure destroys.
    case oldLeavesKept = "old-leaves-kept"
}
