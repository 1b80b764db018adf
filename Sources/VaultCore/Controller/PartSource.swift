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
        case .blob(let blob):
            return try await BlockingWork.run { [blobs] in
                try blobs.read(blob, at: range.lowerBound, count: range.count)
            }
        case .inline(let bytes):
            guard range.upperBound <= bytes.count else {
                throw VaultError(.damaged, "a part is shorter than the database says")
            }
            return Array(bytes[range])
        }
    }
}
