/// What was sealed, for the metadata of the version.
public struct SealedSummary: Hashable, Sendable {
    /// The number of bytes of the content.
    public let contentSize: Int
    /// The number of bytes with padding.
    public let paddedSize: Int
    /// The number of bytes of the sealed object.
    public let sealedSize: Int
    /// The SHA-256 of the content without padding; it is personal data and lives only in sealed metadata.
    public let digest: Digest
}
