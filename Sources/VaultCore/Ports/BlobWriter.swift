public import VaultModel

/// One blob being written, or to be referred to by a transaction: as long as this lives the blob is no orphan.
public protocol BlobWriter: AnyObject, Sendable {
    /// The id it will have.
    var id: BlobID { get }

    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws

    /// Makes the blob durable; after it the id may be referred to.
    func finish() throws

    /// Gives the blob up and removes what was written.
    func abandon()
}
