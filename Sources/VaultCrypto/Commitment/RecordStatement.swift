public import VaultModel

/// That a version of a record was stored, with the content its parts have.
public struct RecordStatement: Hashable, Sendable {
    /// The content of one part.
    public struct Part: Hashable, Sendable {
        /// The number of bytes.
        public let size: Int
        /// The SHA-256 of the bytes.
        public let digest: Digest

        /// Describes a part.
        public init(size: Int, digest: Digest) {
            self.size = size
            self.digest = digest
        }
    }

    static let kind = "record"

    /// The record.
    public let record: RecordID
    /// The version stored.
    public let version: VersionNumber
    /// The parts in order, part 0 first.
    public let parts: [Part]
    /// The commitment of the version before; nil exactly for version 1.
    ///
    /// Never its digest, which would outlive its erasure.
    public let previous: Commitment?

    /// Makes the statement of a version.
    public init(record: RecordID, version: VersionNumber, parts: [Part], previous: Commitment?) {
        precondition((version == .first) == (previous == nil), "only version 1 has no version before it")
        self.record = record
        self.version = version
        self.parts = parts
        self.previous = previous
    }

    init(_ fields: StatementFields) throws(CryptoError) {
        record = try fields.identifier("record")
        version = try fields.version("version")
        parts = try fields.list("parts") { (part) throws(CryptoError) in
            Part(size: try part.count("size"), digest: try part.digest("sha256"))
        }
        previous = version == .first ? nil : try fields.commitment("previous")
    }

    var members: [String: CanonicalJSON] {
        var members: [String: CanonicalJSON] = [
            "kind": .string(Self.kind),
            "record": .string(record.description),
            "version": .integer(Int64(version.rawValue)),
            "parts": .array(
                parts.map { part in
                    .object(["size": .integer(Int64(part.size)), "sha256": .string(part.digest.hex)])
                }
            ),
        ]
        if let previous { members["previous"] = .string(previous.hex) }
        return members
    }
}
