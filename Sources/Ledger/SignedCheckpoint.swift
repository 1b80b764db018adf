public import VaultCrypto

/// A checkpoint with the signatures under it.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What is signed.
    public let checkpoint: Checkpoint
    /// The note that carries it.
    public let note: SignedNote

    /// Signs a checkpoint under the name of its origin.
    ///
    /// - Throws: ``LedgerError`` with `malformed` when the origin cannot name a key.
    public init(signing checkpoint: Checkpoint, with key: borrowing SigningKey) throws(LedgerError) {
        self.checkpoint = checkpoint
        note = try SignedNote(signing: checkpoint.text, as: checkpoint.origin, with: key)
    }

    /// Parses a checkpoint; its signatures are checked only by ``verify(with:)``.
    ///
    /// - Throws: ``LedgerError`` with `malformed`.
    public init(decoding bytes: [UInt8]) throws(LedgerError) {
        note = try SignedNote(decoding: bytes)
        checkpoint = try Checkpoint(note.text)
    }

    /// The note as bytes.
    public var encoded: [UInt8] { note.encoded }

    /// Checks that the ledger whose key this is signed the checkpoint.
    ///
    /// - Throws: ``LedgerError`` with `wrongLedger` when the origin is not the key's name, `unsigned` or
    ///   `badSignature`.
    public func verify(with key: VerifierKey) throws(LedgerError) {
        guard checkpoint.origin.utf8.elementsEqual(key.name.utf8) else {
            throw LedgerError(.wrongLedger, "the checkpoint is of another ledger than the key")
        }
        try note.verify(with: [key])
    }
}
