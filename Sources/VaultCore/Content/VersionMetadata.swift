public import VaultModel

/// The sealed metadata of a version: names, sizes, digests, author and the statement that was committed to.
public struct VersionMetadata: Hashable, Sendable {
    /// The parts, in order.
    public let parts: [PartMetadata]
    /// Who stored it.
    public let author: String
    /// When it was stored.
    public let storedAt: Timestamp
    /// The exact bytes of the statement behind the commitment.
    public let statement: [UInt8]
    /// What the rules said about keeping it; `nil` in versions that were stored before this was noted.
    public let decision: StoringDecision?
    /// What is to be laid over part 0 on the way out, as a JSON Patch (RFC 6902); `nil` when nothing is.
    public let overlay: CanonicalJSON?

    static let format = "lethe.metadata.v1"

    var json: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "author": .string(author),
            "format": .string(Self.format),
            "parts": .array(parts.map(\.json)),
            "statement": .string(String(decoding: statement, as: UTF8.self)),
            "storedAt": .string(storedAt.description),
        ]
        members["decision"] = decision?.json
        members["overlay"] = overlay
        return .object(members)
    }

    init(
        parts: [PartMetadata],
        author: String,
        storedAt: Timestamp,
        statement: [UInt8],
        decision: StoringDecision?,
        overlay: CanonicalJSON? = nil
    ) {
        self.parts = parts
        self.author = author
        self.storedAt = storedAt
        self.statement = statement
        self.decision = decision
        self.overlay = overlay
    }

    /// Reads sealed metadata back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(json: CanonicalJSON) throws {
        guard
            json.hasMembers(
                ["author", "format", "parts", "statement", "storedAt"],
                optional: ["decision", "overlay"]
            ),
            json["format"]?.stringValue == Self.format,
            let author = json["author"]?.stringValue,
            let storedAt = json["storedAt"]?.stringValue.flatMap(Timestamp.init(iso8601:)),
            let statement = json["statement"]?.stringValue,
            let list = json["parts"]?.arrayValue
        else { throw VaultError(.damaged, "the metadata of a version has an unknown form") }
        let parts = list.compactMap(PartMetadata.init(json:))
        let decision = json["decision"].flatMap(StoringDecision.init(json:))
        guard parts.count == list.count, !parts.isEmpty, (decision == nil) == (json["decision"] == nil),
            json["overlay"].map({ $0.arrayValue?.isEmpty == false }) != false
        else {
            throw VaultError(.damaged, "the metadata of a version has an unknown form")
        }
        self.init(
            parts: parts,
            author: author,
            storedAt: storedAt,
            statement: Array(statement.utf8),
            decision: decision,
            overlay: json["overlay"]
        )
    }
}
