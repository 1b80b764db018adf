public import VaultModel

/// Where the ciphertext of a part is.
public enum PartBody: Sendable {
    /// In the database.
    case inline([UInt8])
    /// In the blob store.
    case blob(BlobID)
}
