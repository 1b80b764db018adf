/// Why a use case did not do what was asked.
///
/// The message is safe to show: it names the input and the mend and never holds personal data, a key or a server's
/// detail. Two errors are equal when their codes are.
public struct VaultError: Error, Sendable, CustomStringConvertible {
    /// The kinds of refusal and failure.
    public enum Code: String, Sendable {
        /// The rule in force does not allow it.
        case denied
        /// There is no such thing, or it is not for the one who asks.
        case notFound = "not_found"
        /// The record or patient was erased.
        case erased
        /// The input is not usable as it is.
        case invalidInput = "invalid_input"
        /// Rules have problems, or fail their own tests.
        case invalidRules = "invalid_rules"
        /// It exists already.
        case alreadyExists = "already_exists"
        /// Somebody else changed it meanwhile; asking again may work.
        case conflict
        /// Too much is under way; asking again later may work.
        case busy
        /// Something is closed for reading because an erasure runs.
        case closed
        /// Done in part; the rest follows when what is missing comes back.
        case pending
        /// The key safe has to allow more slots first.
        case exhausted
        /// There is no room left on a disk; it works again when there is.
        case full
        /// Stored data does not agree with itself.
        case damaged
        /// The vault cannot be opened as it stands.
        case unusable
    }

    /// The kind.
    public let code: Code

    /// One sentence in lower case without a full stop.
    public let message: String

    /// Makes an error with a message that is safe to show.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String {
        message
    }
}

extension VaultError: Equatable {
    /// Compares the codes alone.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code
    }
}
