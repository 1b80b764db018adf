public import VaultCrypto
public import VaultModel

/// A shred to be fenced.
public struct ShredDraft: Sendable {
    /// The shred.
    public let id: ShredID
    /// The request to the key safe.
    public let request: RequestID
    /// The certificate it will carry.
    public let certificate: CertificateID
    /// What it takes.
    public let scope: ShredScope
    /// Each patient's counter of changes when the rulebook was asked; another one is a conflict.
    public let plannedSerials: [PatientNumber: Int32]
    /// The index renewal that belongs to it.
    public let indexRenewal: RequestID?
    /// The time from which everything it takes is closed.
    public let fencedAt: Timestamp
    /// The tree of the office's keys.
    public let tree: TreeNumber
    /// The terms on which it goes.
    public let terms: ErasureTerms
    /// Seals the order under the office slot that the fence hands out; runs inside its transaction.
    public let sealOrder: @Sendable (Slot) throws -> [UInt8]
    /// Told, within the transaction, once nothing can slip in any more; the fence may still fail.
    public var locked: @Sendable (ShredRow) -> Void

    /// Makes a draft.
    public init(
        id: ShredID,
        request: RequestID,
        certificate: CertificateID,
        scope: ShredScope,
        plannedSerials: [PatientNumber: Int32],
        indexRenewal: RequestID?,
        fencedAt: Timestamp,
        tree: TreeNumber,
        terms: ErasureTerms,
        sealOrder: @escaping @Sendable (Slot) throws -> [UInt8],
        locked: @escaping @Sendable (ShredRow) -> Void = { _ in }
    ) {
        self.id = id
        self.request = request
        self.certificate = certificate
        self.scope = scope
        self.plannedSerials = plannedSerials
        self.indexRenewal = indexRenewal
        self.fencedAt = fencedAt
        self.tree = tree
        self.terms = terms
        self.sealOrder = sealOrder
        self.locked = locked
    }
}
