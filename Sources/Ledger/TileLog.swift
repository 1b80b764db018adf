import Synchronization
public import VaultCrypto
public import VaultModel

/// One ledger with its key: the only writer of its tiles, head and checkpoint.
///
/// A batch is written in this order, each step durable before the next: tiles, head in the places, signed
/// checkpoint. The head is the authority for what was promised, the tiles for what the entries are. So whatever is
/// beyond the head was promised to nobody and is discarded; what the head says but no checkpoint carries is signed
/// again, with the same bytes. The places keep the entries, too, from which missing tiles are made again. A smaller or different head is never signed.
///
/// Calls block on files; make them away from the cooperative threads that must not wait. Reading does not wait for
/// a batch that is being written.
public final class TileLog: Sendable {
    /// The most entries of one batch.
    public static let maximumBatch = 1 << 16

    /// The name of the ledger, under which its checkpoints are signed.
    public let origin: String

    /// The key that verifies its checkpoints.
    public let verifierKey: VerifierKey

    /// Entries and proofs of the ledger's directory.
    public let reader: LogReader

    let heads: [String]
    let key: SigningKey
    let faults: FaultPlan
    let state: Mutex<State>
    private let lock: FileLock

    /// What is known of the ledger in memory.
    struct State {
        /// The right edge; `nil` while what is on disk may be more than what is known here.
        var edge: RightEdge?
        /// Places of the head that could not be written when the ledger was opened.
        var unreachableHeads: [String] = []
    }

    private let published: Mutex<SignedCheckpoint?>

    /// Opens a ledger and finishes or discards what a crash left.
    ///
    /// Any one head opens it; a batch is signed once one place has its head, since the newest head is believed.
    /// - Parameters:
    ///   - directory: Where tiles and checkpoint lie; it must exist.
    ///   - origin: The ledger's name, such as `vault.example/log1`.
    ///   - heads: The paths of the head file, one in each place beside the key safe.
    ///   - key: The ledger's signing key.
    ///   - creating: Whether a ledger without head, tiles and checkpoint is made anew.
    ///   - faults: What happens at durable steps; nothing outside tests.
    /// - Throws: `FileError`, or ``LedgerError`` with `headMissing`, `headBehind`, `forked`, `damaged`,
    ///   `wrongLedger`, `inUse` or `malformed`.
    public init(
        directory: String,
        origin: String,
        heads: [String],
        key: consuming SigningKey,
        creating: Bool = false,
        faults: FaultPlan = .none
    ) throws {
        precondition(!heads.isEmpty, "a ledger keeps its head in at least one place")
        verifierKey = try VerifierKey(name: origin, publicKey: key.publicKey)
        lock = try Self.lock(directory)
        self.origin = origin
        self.heads = heads
        self.key = key
        self.faults = faults
        reader = LogReader(directory: directory)
        state = Mutex(State())
        published = Mutex(nil)
        if creating { try createHeads() }
        try recover()
    }

    private static func lock(_ directory: String) throws -> FileLock {
        do throws(FileError) {
            return try FileLock.takeOver("\(directory)/.lock")
        } catch {
            guard error.code == .locked else { throw error }
            throw LedgerError(.inUse, "another process has the ledger open; one at a time may write it")
        }
    }

    /// The last signed checkpoint.
    ///
    /// - Throws: ``LedgerError`` with `needsRecovery` when opening never came that far.
    public var checkpoint: SignedCheckpoint {
        get throws(LedgerError) {
            guard let checkpoint = published.withLock({ $0 }) else { throw Self.needsRecovery }
            return checkpoint
        }
    }

    /// Places of the head that could not be written when the ledger was last opened or recovered.
    public var unreachableHeads: [String] {
        state.withLock { $0.unreachableHeads }
    }

    /// Proves where an entry stands, with the last signed checkpoint.
    ///
    /// - Throws: ``LedgerError`` with `outOfRange` or `damaged`.
    public func proof(of index: UInt64) throws(LedgerError) -> TlogProof {
        let signed = try checkpoint
        let inclusion = try reader.inclusionProof(of: index, size: signed.checkpoint.size)
        return try TlogProof(inclusion: inclusion, checkpoint: signed)
    }

    /// Signs a head that is durable and puts the checkpoint in place.
    func sign(_ head: LogHead) throws {
        let signed = try SignedCheckpoint(signing: head.checkpoint, with: key)
        try reader.store.publish(signed)
        publish(signed)
        try faults.reach(.ledgerCheckpointSigned)
    }

    /// Makes a checkpoint the one that readers see.
    func publish(_ signed: SignedCheckpoint) {
        published.withLock { $0 = signed }
    }

    /// Why nothing can be appended for now.
    static var needsRecovery: LedgerError {
        LedgerError(
            .needsRecovery,
            "a batch of the ledger failed half-way; recover the ledger before going on"
        )
    }
}
