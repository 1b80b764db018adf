internal import Synchronization
internal import VaultModel

/// The blobs that writers of this process hold: being written, or written and not yet known to be referred to.
final class HeldBlobs: Sendable {
    private let blobs = Mutex<Set<BlobID>>([])

    /// Begins to hold a blob.
    func enter(_ blob: BlobID) {
        blobs.withLock { _ = $0.insert(blob) }
    }

    /// Holds a blob no longer.
    func leave(_ blob: BlobID) {
        blobs.withLock { _ = $0.remove(blob) }
    }

    /// All of them.
    var all: Set<BlobID> { blobs.withLock { $0 } }
}
