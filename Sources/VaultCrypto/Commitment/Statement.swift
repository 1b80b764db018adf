public import VaultModel

/// What a ledger entry commits to: canonical JSON that says what happened, at which controller, in which ledger.
///
/// The bytes are personal data: they live sealed under the record's own key or in a case, and are shown only with the
/// opening, by someone who may. They are fixed together with the opening before first use; a retry uses the same.
public struct Statement: Hashable, Sendable {
    /// What happened.
    public enum Event: Hashable, Sendable {
        /// A version of a record was stored.
        case record(RecordStatement)
        /// Keys were destroyed by a shred.
        case erasure(ErasureStatement)
        /// A rulebook was published.
        case rulebook(RulebookStatement)
        /// A record was corrected.
        case rectification(RectificationStatement)
        /// An older database was put back and brought up to key safe and ledger.
        case reconciliation(ReconciliationStatement)
        /// Records left the file of a wrong patient, or came to that of the right one.
        case move(MoveStatement)
        /// Two patient numbers were found to be one person, or not to be.
        case merge(MergeStatement)
    }

    /// The name of the format.
    public static let format = "lethe.statement.v1"

    /// The origin line of the ledger it is meant for, so that it means nothing in another.
    public let origin: String
    /// The controller answerable.
    public let controller: ControllerID
    /// When it happened.
    public let at: Timestamp
    /// What happened.
    public let event: Event

    /// Makes a statement.
    public init(origin: String, controller: ControllerID, at: Timestamp, event: Event) {
        self.origin = origin
        self.controller = controller
        self.at = at
        self.event = event
    }

    /// The one encoding of the statement, which is committed to.
    public var bytes: [UInt8] {
        CanonicalJSON.object(members).encoded
    }

    /// Decodes a statement; only what `bytes` can have written is accepted.
    /// - Throws: `CryptoError` with code `statement` for anything else: unknown kinds and members, other spellings.
    public init(decoding bytes: [UInt8]) throws(CryptoError) {
        guard let json = try? CanonicalJSON(decoding: bytes) else { throw Self.refusal }
        let fields = try StatementFields(json)
        guard try fields.text("format") == Self.format else { throw Self.refusal }
        origin = try fields.text("origin")
        controller = try fields.identifier("controller")
        at = try fields.timestamp("at")
        switch try fields.text("kind") {
        case RecordStatement.kind: event = .record(try RecordStatement(fields))
        case ErasureStatement.kind: event = .erasure(try ErasureStatement(fields))
        case RulebookStatement.kind: event = .rulebook(try RulebookStatement(fields))
        case RectificationStatement.kind: event = .rectification(try RectificationStatement(fields))
        case ReconciliationStatement.kind: event = .reconciliation(try ReconciliationStatement(fields))
        case MergeStatement.kind: event = .merge(try MergeStatement(fields))
        case MoveStatement.kind: event = .move(try MoveStatement(fields))
        default: throw Self.refusal
        }
        // Whatever member was not read, or was read in two spellings, does not come out again.
        guard self.bytes == bytes else { throw Self.refusal }
    }

    private var members: [String: CanonicalJSON] {
        var members: [String: CanonicalJSON]
        switch event {
        case .record(let statement): members = statement.members
        case .erasure(let statement): members = statement.members
        case .rulebook(let statement): members = statement.members
        case .rectification(let statement): members = statement.members
        case .reconciliation(let statement): members = statement.members
        case .merge(let statement): members = statement.members
        case .move(let statement): members = statement.members
        }
        members["format"] = .string(Self.format)
        members["origin"] = .string(origin)
        members["controller"] = .string(controller.description)
        members["at"] = .string(at.description)
        return members
    }

    static var refusal: CryptoError {
        CryptoError(.statement, "these bytes are not a canonical statement of a known kind")
    }
}
