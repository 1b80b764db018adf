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
    private let salt: [UInt8]

    /// Makes an annex with a fresh salt; what is named twice is listed once.
    public init(versions: [Version]) {
        self.versions = Set(versions).sorted { ($0.record, $0.version) < ($1.record, $1.version) }
        salt = RandomBytes.make(Self.saltSize)
    }

    /// Decodes an annex; only what `bytes` can have written is accepted.
    /// - Throws: `CryptoError` with code `statement` for anything else.
    public init(decoding bytes: [UInt8]) throws(CryptoError) {
        guard let json = try? CanonicalJSON(decoding: bytes) else { throw Statement.refusal }
        let fields = try StatementFields(json)
        guard try fields.text("format") == Self.format else { throw Statement.refusal }
        salt = try fields.digest("salt").bytes
        versions = try fields.list("versions") { (version) throws(CryptoError) in
            Version(
                record: try version.identifier("record"),
                version: try version.version("version"),
                commitment: try version.commitment("commitment")
            )
        }
        let isSorted = zip(versions, versions.dropFirst()).allSatisfy { earlier, later in
            (earlier.record, earlier.version) < (later.record, later.version)
        }
        guard isSorted, self.bytes == bytes else { throw Statement.refusal }
    }

    /// The one encoding of the annex.
    public var bytes: [UInt8] {
        CanonicalJSON.object([
            "format": .string(Self.format),
            "salt": .string(Hex.encode(salt)),
            "versions": .array(
                versions.map { version in
                    .object([
                        "record": .string(version.record.description),
                        "version": .integer(Int64(version.version.rawValue)),
                        "commitment": .string(version.commitment.hex),
                    ])
                }
            ),
        ]).encoded
    }

    /// The SHA-256 of the encoding.
    public var digest: Digest { SHA256.hash(bytes) }
}
