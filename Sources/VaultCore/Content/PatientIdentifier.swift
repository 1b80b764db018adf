internal import Foundation

/// A strong identifier of a patient: who issued it and its value.
public struct PatientIdentifier: Hashable, Sendable {
    /// The issuing system, usually a URI.
    public let system: String
    /// The value as given.
    public let value: String

    /// Takes a system and a value, both with something visible; others are `nil`.
    public init?(system: String, value: String) {
        guard !Self.normalised(system).isEmpty, !Self.normalised(value).isEmpty else { return nil }
        self.system = system
        self.value = value
    }

    /// Parses `SYSTEM|VALUE`; anything else is `nil`.
    public init?(_ text: String) {
        guard let bar = text.firstIndex(of: "|") else { return nil }
        self.init(system: String(text[..<bar]), value: String(text[text.index(after: bar)...]))
    }

    /// The form that tokens are made from: NFKC, upper case, without white space, system and value apart.
    var normalised: String {
        Self.normalised(system) + "\u{0}" + Self.normalised(value)
    }

    /// What the token is made from.
    var searchTerm: SearchTerm { SearchTerm(kind: .identifier, text: normalised) }

    /// Whether both find the same patient.
    func isSame(as other: Self) -> Bool { normalised == other.normalised }

    /// Whether one system issued both.
    func isOfSameSystem(as other: Self) -> Bool {
        Self.normalised(system) == Self.normalised(other.system)
    }

    static func normalised(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.uppercased().filter { !$0.isWhitespace }
    }
}
