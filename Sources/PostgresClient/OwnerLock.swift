internal import Foundation

/// The lock that makes one process the owner of a cluster; the kernel frees it when the process ends.
final class OwnerLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock or refuses at once.
    ///
    /// - Throws: `PostgresError` with `clusterInUse` or `clusterUnusable`.
    init(path: String) throws(PostgresError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw PostgresError(
                .clusterUnusable,
                "the lock file `\(path)` cannot be opened; check permissions"
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            throw PostgresError(.clusterInUse, "another process runs the cluster; stop it or go through it")
        }
    }

    deinit {
        // Said explicitly, since a child that is just being started may hold a copy of the descriptor.
        flock(descriptor, LOCK_UN)
        Foundation.close(descriptor)
    }
}
