public import VaultCrypto
public import VaultModel

/// A published rulebook.
public struct RulebookRow: Sendable {
    /// The SHA-256 of the archive.
    public let digest: Digest
    /// Its files (`docs/formats/policy.md`).
    public let archive: [UInt8]
    /// The first day on which it decides.
    public let activeFrom: Day
    /// The number of its publication; a rulebook may be published more than once.
    public let publication: Int32

    /// Makes a row.
    public init(digest: Digest, archive: [UInt8], activeFrom: Day, publication: Int32) {
        self.digest = digest
        self.archive = archive
        self.activeFrom = activeFrom
        self.publication = publication
    }
}
