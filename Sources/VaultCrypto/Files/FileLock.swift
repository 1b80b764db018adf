internal import Glibc

/// A lock on a lock file that one process holds at a time, or several that share it; it ends with the value or the process.
public struct FileLock: ~Copyable, Sendable {
    private let file: DurableFile

    private init(file: consuming DurableFile) {
        self.file = file
    }

    /// Takes the lock at once; the lock file is made when missing.
    ///
    /// - Parameter isShared: Whether others may share it.
    /// - Throws: `FileError`, `locked` when another process (or another value here) holds it.
    public static func tryLock(
        _ path: String,
        permissions: UInt32 = 0o600,
        isShared: Bool = false
    ) throws(FileError) -> FileLock {
        let file = try DurableFile.open(path, mode: .append(permissions: permissions))
        while flock(file.descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            guard errno == EINTR else { throw FileError.last(path) }
        }
        return FileLock(file: file)
    }

    /// Takes the lock, waiting a moment: one that was just given up may live on in a program that is being started.
    ///
    /// It holds the thread meanwhile, half a second at most.
    /// - Throws: `FileError`, `locked` when another process holds it.
    public static func takeOver(_ path: String, isShared: Bool = false) throws(FileError) -> FileLock {
        for _ in 0..<50 {
            do {
                return try tryLock(path, isShared: isShared)
            } catch {
                guard error.code == .locked else { throw error }
            }
            usleep(10_000)
        }
        return try tryLock(path, isShared: isShared)
    }

    /// Takes the lock, waiting for its holder as long as `timeout`.
    /// - Throws: `FileError`, `locked` when the time is over or the task is cancelled.
    public static func wait(
        _ path: String,
        permissions: UInt32 = 0o600,
        timeout: Duration
    ) async throws(FileError) -> FileLock {
        let deadline = ContinuousClock.now + timeout
        while true {
            do {
                return try tryLock(path, permissions: permissions)
            } catch {
                guard error.code == .locked, ContinuousClock.now < deadline else { throw error }
            }
            do {
                try await Task.sleep(for: .milliseconds(25))
            } catch {
                throw FileError(.locked, path)
            }
        }
    }
}
