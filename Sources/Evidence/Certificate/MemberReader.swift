import Ledger
import VaultModel

/// Reads the members of a JSON object; what is missing, surplus or of another kind is refused.
struct MemberReader {
    private let members: [String: CanonicalJSON]

    static let refused = EvidenceError(
        .malformed,
        "this is not an erasure certificate of version 1 in its canonical form"
    )

    init(_ json: CanonicalJSON?) throws(EvidenceError) {
        guard let members = json?.objectValue else { throw Self.refused }
        self.members = members
    }

    /// Refuses the object unless its members are exactly these.
    func expect(_ keys: Set<String>) throws(EvidenceError) {
        guard Set(members.keys) == keys else { throw Self.refused }
    }

    /// Whether there is a member.
    func has(_ key: String) -> Bool { members[key] != nil }

    /// A text of one line that shows what it says.
    func text(_ key: String) throws(EvidenceError) -> String {
        guard let text = members[key]?.stringValue, text.isPrintableLine else { throw Self.refused }
        return text
    }

    /// A text of several lines that is not empty.
    func note(_ key: String) throws(EvidenceError) -> String {
        guard let text = members[key]?.stringValue, !text.isEmpty else { throw Self.refused }
        return text
    }

    func texts(_ key: String) throws(EvidenceError) -> [String] {
        guard let values = members[key]?.arrayValue else { throw Self.refused }
        var texts: [String] = []
        for value in values {
            guard let text = value.stringValue, text.isPrintableLine else { throw Self.refused }
            texts.append(text)
        }
        return texts
    }

    func count(_ key: String) throws(EvidenceError) -> Int {
        guard let value = members[key]?.integerValue, value >= 0 else { throw Self.refused }
        return Int(value)
    }

    func flag(_ key: String) throws(EvidenceError) -> Bool {
        guard let value = members[key]?.boolValue else { throw Self.refused }
        return value
    }

    func identifier<Kind>(_ key: String) throws(EvidenceError) -> Identifier<Kind> {
        guard let identifier = Identifier<Kind>(try text(key)) else { throw Self.refused }
        return identifier
    }

    func timestamp(_ key: String) throws(EvidenceError) -> Timestamp {
        guard let timestamp = Timestamp(iso8601: try text(key)) else { throw Self.refused }
        return timestamp
    }

    func timestampOrNull(_ key: String) throws(EvidenceError) -> Timestamp? {
        members[key] == .null ? nil : try timestamp(key)
    }

    func bytes(_ key: String) throws(EvidenceError) -> [UInt8] {
        guard let bytes = Hex.decode(try text(key)) else { throw Self.refused }
        return bytes
    }

    func verifierKey(_ key: String) throws(EvidenceError) -> VerifierKey {
        let text = try text(key)
        guard let verifierKey = try? VerifierKey(text) else { throw Self.refused }
        return verifierKey
    }

    func list<Element>(
        _ key: String,
        _ element: (MemberReader) throws(EvidenceError) -> Element
    ) throws(EvidenceError) -> [Element] {
        guard let values = members[key]?.arrayValue else { throw Self.refused }
        var elements: [Element] = []
        for value in values { elements.append(try element(MemberReader(value))) }
        return elements
    }

    func object(_ key: String) throws(EvidenceError) -> MemberReader {
        try MemberReader(members[key])
    }
}
