public import VaultModel

/// The list of the versions that a shred erased, kept sealed in the case and never published.
///
/// Its 32 random bytes make its digest, which the certificate shows, say nothing about the list.
public struct ErasureAnnex: Hashable, Sendable {
    /// One version that was erased.
    public struct Version: Hashable, Sendable {
        /// The record.
        public let record: RecordID
        /// The version.
        public let version: VersionNumber
        /// The ledger commitment of the version, which stays in the ledger and can no longer be opened.
        public let commitment: Commitment

        /// Names an erased version.
        public init(record: RecordID, version: VersionNumber, commitment: Commitment) {
            self.record = record
            self.version = version
            self.commitment = commitment
        }
    }

    static let format = "lethe.annex.v1"
    static let saltSize = 32

    /// The versions, sorted by record and version.
    public let versions: [Version]
    /// The one encoding of the annex.
    public let bytes: [UInt8]

    /// Makes an annex with a fresh salt; what is named twice is listed once.
    public init(versions: [Version]) {
        self.versions =
            Self.isSorted(versions)
            ? versions : Set(versions).sorted { ($0.record, $0.version) < ($1.record, $1.version) }
        bytes = Self.encode(self.versions, salt: RandomBytes.make(Self.saltSize))
    }

    /// Whether every version comes after the one before it.
    private static func isSorted(_ versions: [Version]) -> Bool {
        zip(versions, versions.dropFirst()).allSatisfy { earlier, later in
            (earlier.record, earlier.version) < (later.record, later.version)
        }
    }

    /// Decodes an annex; only what `bytes` can have written is accepted.
    /// - Throws: `CryptoError` with code `statement` for anything else.
    public init(decoding bytes: [UInt8]) throws(CryptoError) {
        guard let json = try? CanonicalJSON(decoding: bytes) else { throw Statement.refusal }
        let fields = try StatementFields(json)
        guard try fields.text("format") == Self.format else { throw Statement.refusal }
        let salt = try fields.digest("salt").bytes
        versions = try fields.list("versions") { (version) throws(CryptoError) in
            Version(
                record: try version.identifier("record"),
                version: try version.version("version"),
                commitment: try version.commitment("commitment")
            )
        }
        guard Self.isSorted(versions), Self.encode(versions, salt: salt) == bytes else {
            throw Statement.refusal
        }
        self.bytes = bytes
    }

    /// Writes the canonical encoding piece by piece: an erasure may list many thousands of versions, and no value here
    /// has a character that JSON escapes.
    private static func encode(_ versions: [Version], salt: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160 + 150 * versions.count)
        bytes += "{\"format\":\"\(format)\",\"salt\":\"\(Hex.encode(salt))\",\"versions\":[".utf8
        for (index, version) in versions.enumerated() {
            bytes += (index == 0 ? "{\"commitment\":\"" : ",{\"commitment\":\"").utf8
            Hex.append(version.commitment.bytes, to: &bytes)
            bytes += "\",\"record\":\"".utf8
            bytes += version.record.description.utf8
            bytes += "\",\"version\":".utf8
            bytes += String(version.version.rawValue).utf8
            bytes += "}".utf8
        }
        bytes += "]}".utf8
        return bytes
    }

    /// The SHA-256 of the encoding.
    public var digest: Digest { SHA256.hash(bytes) }
}
