/// A failure of the keyring or of a key safe.
///
/// Two errors are equal when their codes are. The message names what was given and how to mend it; it never carries a
/// key, a seed or anything about a person.
public struct KeyringError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, as a closed list.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The key was destroyed: no live node is at or above the slot.
        case punctured
        /// The nodes of a patient were taken away from their holder by an eviction.
        case evicted
        /// No place of the key safe could be opened.
        case noPlace
        /// A place exists where a new key safe was to be made.
        case exists
        /// A place may not hold a key safe: where it lies, its owner, its permissions or its file system.
        case placement
        /// A place belongs to another vault or controller.
        case foreign
        /// Two places hold different histories.
        case diverged
        /// Something stored is not what was written.
        case damaged
        /// Another process holds the key safe.
        case inUse
        /// The request comes from a vault incarnation that the key safe has not adopted.
        case wrongIncarnation
        /// The request was repeated with another content, or its content is not acceptable.
        case request
        /// The request names a key tree that does not exist.
        case unknownTree
        /// More keys were asked for at once than one patient's.
        case tooWide
        /// The request goes beyond the key safe's limits and has not the approvals that lets it.
        case unapproved
        /// The request was announced too short a time ago.
        case tooEarly
        /// The key safe on another machine was not heard of for so long that its keys may not be used.
        case leaseOver
        /// The key safe on another machine cannot be reached, or one of the two does not accept the other.
        case unreachable
        /// The key safe was opened for reading only.
        case readOnly
        /// Numbers for patients or entries are used up.
        case exhausted
        /// The operating system refused a file operation.
        case io
        /// Fewer places of a quorum are there than a change needs; it is to be repeated when they are back.
        case tooFewPlaces
        /// A token is not there, or does not do what it is asked.
        case token
    }

    /// What went wrong.
    public let code: Code
    /// A fixed sentence for people, lower-case and without personal data.
    public let message: String

    /// Makes an error with a message that is safe to show.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Returns whether both errors have the same code.
    public static func == (left: KeyringError, right: KeyringError) -> Bool { left.code == right.code }

    /// Hashes the code, which decides equality.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
