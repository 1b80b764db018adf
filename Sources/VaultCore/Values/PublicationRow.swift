public import VaultCrypto
public import VaultModel

/// One time that a rulebook was signed, approved or published, as the database knows it.
public struct PublicationRow: Hashable, Sendable {
    /// How far it has come.
    public enum State: String, Sendable {
        /// Its author has signed.
        case signed
        /// Somebody else has approved.
        case approved
        /// It decides, or will from its day on.
        case published
    }

    /// A signature with who made it.
    public struct Signature: Hashable, Sendable {
        /// The member of staff.
        public let staff: StaffID
        /// A JWS in compact form (`docs/formats/rulebook-signature.md`).
        public let text: String

        /// Makes a signature.
        public init(staff: StaffID, text: String) {
            self.staff = staff
            self.text = text
        }
    }

    /// The number, from 1.
    public let number: Int32
    /// The digest of the archive.
    public let digest: Digest
    /// The first day on which it decides.
    public let activeFrom: Day
    /// How far it has come.
    public let state: State
    /// The author's; nil for the rulebook that a controller was made with.
    public let author: Signature?
    /// The approver's.
    public let approver: Signature?
    /// The event that pins it in the ledger.
    public let event: EventID?
    /// When it was published.
    public let publishedAt: Timestamp?
    /// The event's position in the ledger, once it has one.
    public let entry: UInt64?

    /// Makes a row.
    public init(
        number: Int32,
        digest: Digest,
        activeFrom: Day,
        state: State,
        author: Signature?,
        approver: Signature?,
        event: EventID?,
        publishedAt: Timestamp?,
        entry: UInt64?
    ) {
        self.number = number
        self.digest = digest
        self.activeFrom = activeFrom
        self.state = state
        self.author = author
        self.approver = approver
        self.event = event
        self.publishedAt = publishedAt
        self.entry = entry
    }
}
