/// Why a FHIR text is not taken.
///
/// The message is safe to show: it names places by their element, never by what stands there. Two errors are equal when
/// their codes are.
public struct FHIRError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, as a closed list.
    public enum Code: String, Sendable, CaseIterable {
        /// It is no JSON text (RFC 8259), or no FHIR JSON.
        case notJSON
        /// It is larger or deeper than is read.
        case tooLarge
        /// It is no resource of FHIR R4, or breaks a rule that all resources have.
        case notFHIR
        /// It asks for something that an import does not do.
        case unsupported
        /// A reference that must lead somewhere leads nowhere, or to several things.
        case unresolved
        /// It is about several patients.
        case severalPatients
        /// Nothing says whose it is.
        case noPatient
        /// Another content is stored under its id.
        case stored
    }

    /// What is wrong.
    public let code: Code
    /// One sentence in lower case without a full stop.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

extension FHIRError: Equatable {
    /// Compares the codes alone.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
