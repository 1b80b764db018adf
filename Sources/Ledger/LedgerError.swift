/// Why the ledger, a note or a proof was refused.
///
/// Messages are fixed sentences: they name the input and the mend and hold no key and no personal data. Two errors
/// are equal when their codes are.
public struct LedgerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The closed list of reasons.
    public enum Code: String, CaseIterable, Sendable {
        /// Bytes that are not in the one canonical form of their format.
        case malformed
        /// A signature by a known key that does not verify.
        case badSignature
        /// No signature by any of the keys that were asked for.
        case unsigned
        /// A proof that does not lead from what it should prove to the root.
        case badProof
        /// An index, size or batch outside the ledger.
        case outOfRange
        /// No head file in any place, although one is needed to go on.
        case headMissing
        /// A head older than something already signed: the key safe's folder was put back.
        case headBehind
        /// Two heads or signatures that cannot both be true.
        case forked
        /// A place of the head that cannot be read or written.
        case headUnreachable
        /// Tiles that are missing, altered or do not lead to the head's root.
        case damaged
        /// A key or origin that is not this ledger's.
        case wrongLedger
        /// Another process has the ledger open.
        case inUse
        /// A batch failed half-way; the ledger must be recovered first.
        case needsRecovery
    }

    /// The reason, by which errors are equal.
    public let code: Code

    /// A fixed sentence naming the input and the mend.
    public let message: String

    /// Makes an error.
    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Compares the codes.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code
    }
}
