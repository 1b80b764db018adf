internal import VaultCrypto

/// Processes that only read, as in a restore drill: they take no place from anybody, but whoever destroys keys must know
/// that they hold some.
extension Place {
    private var readersPath: String { path("readers") }

    /// Says that this process may hold keys of the place, until the place is let go; a place that is not there is passed over.
    ///
    /// - Throws: `KeyringError` with code `io` when it cannot be said; nothing may be read then.
    func announceReader() throws(KeyringError) {
        guard (try? FileSystem.exists(folder)) == true, !isAnnounced else { return }
        do {
            // Whoever looks for readers holds it for a moment.
            announce(try FileLock.takeOver(readersPath, isShared: true))
        } catch {
            throw KeyringError(.io, error.message)
        }
    }

    /// Whether a process may hold keys of the place that it only reads.
    var hasReaders: Bool {
        guard (try? FileSystem.exists(readersPath)) == true else { return false }
        do {
            _ = try FileLock.tryLock(readersPath)
            return false
        } catch {
            return true
        }
    }
}
