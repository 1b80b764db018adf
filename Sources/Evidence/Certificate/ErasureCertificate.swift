public import Ledger
public import VaultModel

/// What a controller hands out after an erasure: the facts, and the proof that they stand in the ledger.
///
/// It never changes. It holds no clinical data, no name of a patient, no place in the keyring and nothing about any
/// other patient; `docs/formats/certificate.md` says why each member is there.
public struct ErasureCertificate: Hashable, Sendable {
    /// The name of the format.
    public static let format = "lethe.certificate.v1"

    /// The random number of the certificate.
    public let id: CertificateID
    /// Whether it comes from a rehearsal vault and means nothing.
    public let isRehearsal: Bool
    /// When it was made.
    public let issuedAt: Timestamp
    /// Who answers for the data.
    public let controller: Controller
    /// The shred that destroyed the keys.
    public let shred: ShredID
    /// Whether a whole chart or single records were erased.
    public let scope: Scope
    /// How many records were erased.
    public let records: Int
    /// How many versions of them; each had its own key.
    public let versions: Int
    /// Why, as it was stated.
    public let ground: String
    /// The names of those who approved, as they gave them.
    public let approvers: [String]
    /// The rules that were in force for the decision.
    public let rulebook: Rulebook
    /// Since when nobody could read the records through the vault.
    public let closedForReadingSince: Timestamp
    /// From when on no copy made before can be opened: the last destruction, eviction and index renewal.
    public let allCopiesUnreadableAt: Timestamp
    /// Where and when the keys were destroyed.
    public let destruction: Destruction
    /// How, in the terms that NIST SP 800-88 asks for.
    public let method: [MethodItem]
    /// What is still there, and until when.
    public let remains: Remains
    /// What the certificate does not say.
    public let provisos: [String]
    /// The proof that the erasure stands in the ledger.
    public let evidence: LedgerEvidence
    /// The key that signs the certificate.
    public let issuer: VerifierKey

    /// Makes a certificate.
    public init(
        id: CertificateID,
        isRehearsal: Bool,
        issuedAt: Timestamp,
        controller: Controller,
        shred: ShredID,
        scope: Scope,
        records: Int,
        versions: Int,
        ground: String,
        approvers: [String],
        rulebook: Rulebook,
        closedForReadingSince: Timestamp,
        allCopiesUnreadableAt: Timestamp,
        destruction: Destruction,
        method: [MethodItem],
        remains: Remains,
        provisos: [String] = Self.standardProvisos,
        evidence: LedgerEvidence,
        issuer: VerifierKey
    ) {
        self.id = id
        self.isRehearsal = isRehearsal
        self.issuedAt = issuedAt
        self.controller = controller
        self.shred = shred
        self.scope = scope
        self.records = records
        self.versions = versions
        self.ground = ground
        self.approvers = approvers
        self.rulebook = rulebook
        self.closedForReadingSince = closedForReadingSince
        self.allCopiesUnreadableAt = allCopiesUnreadableAt
        self.destruction = destruction
        self.method = method
        self.remains = remains
        self.provisos = provisos
        self.evidence = evidence
        self.issuer = issuer
    }
}
