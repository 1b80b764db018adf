internal import VaultCrypto
internal import VaultModel

/// The secrets of one storing attempt, held until its transaction has wrapped them; a retry makes another.
final class StoringAttempt: Sendable {
    private let secrets: RecordSecrets

    init() {
        secrets = RecordSecrets.generate()
    }

    /// Lends the record key.
    func withRecordKey<Value, Failure: Error>(
        _ body: (borrowing SecretBytes) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(secrets.recordKey)
    }

    /// Commits to a statement under this attempt's opening.
    func commit(to statement: [UInt8]) -> Commitment {
        Commitment.commit(to: statement, opening: secrets.opening)
    }

    /// Wraps record key and opening under a wrap key.
    func wrapped(under key: borrowing SecretBytes) -> [UInt8] {
        WrappedRecordKey(wrapping: secrets, under: key).bytes
    }
}
