public import VaultModel

/// Ciphertext of large parts outside the database.
///
/// Names are random and say nothing.
public protocol BlobStore: Sendable {
    /// Starts a blob; nothing refers to it until its id is written to the database.
    func create() throws -> any BlobWriter

    /// Reads `count` bytes at an offset.
    ///
    /// - Throws: ``VaultError/Code/damaged`` when the blob is missing or shorter.
    func read(_ blob: BlobID, at offset: Int, count: Int) throws -> [UInt8]

    /// The length of a blob in bytes, or `nil` when it is not there.
    func length(of blob: BlobID) throws -> Int?

    /// Removes a blob; one that is not there is no error.
    func remove(_ blob: BlobID) throws

    /// The blobs that no ``BlobWriter`` of this process holds.
    func list() throws -> [BlobID]
}
