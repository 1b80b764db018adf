/// Why a piece of evidence was refused.
///
/// Messages are fixed sentences without personal data and without keys. Two errors are equal when their codes are.
public struct EvidenceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The closed list of reasons.
    public enum Code: String, CaseIterable, Sendable {
        /// Bytes that are not in the one canonical form of a certificate.
        case malformed
        /// Values that contradict each other, such as times out of order.
        case contradictory
        /// A signature or key that does not fit.
        case badSignature
    }

    /// The reason, by which errors are equal.
    public let code: Code

    /// A fixed sentence naming the input and the mend.
    public let message: String

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
