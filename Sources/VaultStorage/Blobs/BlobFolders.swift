internal import Synchronization
internal import VaultCrypto

/// The folders of a blob directory that this process knows to be on the device.
///
/// A folder that is there may be one that a process made and, killed, did not wait for.
final class BlobFolders: Sendable {
    private let directory: String
    private let durable = Mutex<Set<String>>([])

    init(directory: String) {
        self.directory = directory
    }

    /// Waits until the device holds a folder's name, the first time it is asked.
    func makeDurable(_ folder: String) throws {
        guard !durable.withLock({ $0.contains(folder) }) else { return }
        try FileSystem.syncDirectory(directory)
        durable.withLock { _ = $0.insert(folder) }
    }
}
