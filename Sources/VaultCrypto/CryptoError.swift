/// A failure of the cryptographic layer.
///
/// Two errors are equal when their codes are. The message is fixed text: it names what was given and what to do,
/// and never carries a key, a plaintext or anything about a person.
public struct CryptoError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, as a closed list.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// A cryptographic library could not be prepared or lacks an algorithm.
        case unavailable
        /// The bytes do not belong to this key and this place, or were changed.
        case authentication
        /// The key is not the one the object was sealed under.
        case wrongKey
        /// The header is not a header of this format.
        case header
        /// The size is impossible for the format.
        case size
        /// The content breaks a rule of the format although its seal is genuine.
        case content
        /// The requested chunk or range lies outside the object.
        case range
        /// The bytes are not a canonical encoding of a commitment.
        case commitment
        /// The bytes are not a canonical opening.
        case opening
        /// The bytes are not a canonical statement.
        case statement
        /// The file holds no Ed25519 key in PEM.
        case key
    }

    /// What went wrong.
    public let code: Code
    /// A fixed sentence for people, lower-case and without personal data.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Returns whether both errors have the same code.
    public static func == (left: CryptoError, right: CryptoError) -> Bool { left.code == right.code }

    /// Hashes the code, which decides equality.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
