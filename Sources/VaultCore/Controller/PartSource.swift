internal import VaultModel

/// The ciphertext of one part, wherever it is.
struct PartSource: Sendable {
    let body: PartBody
    let blobs: any BlobStore

    /// Reads a range of the ciphertext.
    ///
    /// - Throws: ``VaultError/Code/damaged`` when it is shorter.
    func read(_ range: Range<Int>) async throws -> [UInt8] {
        switch body {
        case .blob: try await BlockingWork.run { try readHere(range) }
        case .inline: try readHere(range)
        }
    }

    /// The same on the caller's thread, which waits for the file.
    ///
    /// - Throws: ``VaultError/Code/damaged`` when it is shorter.
    func readHere(_ range: Range<Int>) throws -> [UInt8] {
        switch body {
        case .blob(let blob):
            return try blobs.read(blob, at: range.lowerBound, count: range.count)
        case .inline(let bytes):
            guard range.upperBound <= bytes.count else {
                throw VaultError(.damaged, "a part is shorter than the database says")
            }
            return Array(bytes[range])
        }
    }
}
