/// A JSON value with exactly one encoding: RFC 8785 (JCS), restricted to integers of magnitude below 2^53.
///
/// Statements, certificates and sealed metadata use it, so that whatever decodes has only one spelling and any
/// altered byte is noticed.
public enum CanonicalJSON: Hashable, Sendable {
    /// The value `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number; its magnitude must be below 2^53 (RFC 8785 section 3.2.2.3).
    case integer(Int64)
    /// A text.
    case string(String)
    /// A list.
    case array([CanonicalJSON])
    /// Members by name.
    case object([String: CanonicalJSON])

    /// The largest magnitude of an integer that every JSON implementation keeps exact.
    public static let maximumInteger: Int64 = (1 << 53) - 1

    /// How deep values may nest.
    public static let maximumDepth = 32

    /// The member of an object, or `nil` when absent or when this is no object.
    public subscript(key: String) -> CanonicalJSON? {
        objectValue?[key]
    }

    /// Whether this is an object with these members and no others but optional ones.
    public func hasMembers(_ names: Set<String>, optional: Set<String> = []) -> Bool {
        guard let members = objectValue.map({ Set($0.keys) }) else { return false }
        return names.isSubset(of: members) && members.isSubset(of: names.union(optional))
    }

    /// The text, when this is one.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The number, when this is one.
    public var integerValue: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The truth value, when this is one.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The list, when this is one.
    public var arrayValue: [CanonicalJSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members, when this is an object.
    public var objectValue: [String: CanonicalJSON]? {
        if case .object(let value) = self { value } else { nil }
    }
}
