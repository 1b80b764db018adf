internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// A version that one attempt has sealed, before its record key is wrapped for a slot.
struct SealedVersion: Sendable {
    let record: RecordID
    let version: VersionNumber
    let episode: Int32?
    let storedOn: Day
    let metadata: [UInt8]
    let facts: [UInt8]
    /// Being computed while the transaction begins: it takes as long as all the sealing of a small document.
    let commitment: Handover<Commitment>
    let parts: [PartRow]
    let attempt: StoringAttempt

    /// The draft whose wrap key comes from a patient's nodes in a tree.
    func draft(tree: TreeNumber, keys: PatientKeys, binding: KeyBinding) -> VersionDraft {
        let (attempt, commitment) = (attempt, commitment)
        return VersionDraft(
            record: record,
            version: version,
            episode: episode,
            storedOn: storedOn,
            sealedMetadata: metadata,
            sealedFacts: facts,
            commitment: { try commitment.wait() },
            parts: parts,
            tree: tree,
            wrap: { slot in attempt.wrapped(under: try keys.key(of: slot, for: binding)) }
        )
    }
}
