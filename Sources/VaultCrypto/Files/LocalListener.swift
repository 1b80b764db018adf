internal import Glibc
internal import Synchronization

/// A socket in the file system at which this process accepts connections.
public final class LocalListener: Sendable {
    /// Where it listens.
    public let path: String

    private let descriptor: Int32
    private let file: LocalSocketFile
    private let isStopped = Mutex(false)

    private init(path: String, descriptor: Int32, file: LocalSocketFile) {
        self.path = path
        self.descriptor = descriptor
        self.file = file
    }

    /// Makes a socket that this user alone may connect to (mode 0600), and listens.
    ///
    /// A socket that a dead process left there is replaced.
    /// - Throws: `inUse` when another process listens there, `taken`, `permission`, `badPath`.
    public static func listen(at path: String) throws(LocalSocketError) -> LocalListener {
        try removeLeftover(path)
        let address = try LocalSocketAddress(path)
        let descriptor = try LocalSocket.makeDescriptor()
        do throws(LocalSocketError) {
            // On Linux the socket's file gets the mode of the descriptor, so it is never open to others.
            guard fchmod(descriptor, 0o600) == 0,
                unsafe address.with({ unsafe bind(descriptor, $0, $1) }) == 0,
                Glibc.listen(descriptor, SOMAXCONN) == 0
            else { throw LocalSocketError.last() }
            guard let file = try LocalSocketFile.at(path), file.permissions & 0o077 == 0 else {
                throw LocalSocketError(.permission)
            }
            return LocalListener(path: path, descriptor: descriptor, file: file)
        } catch {
            _ = close(descriptor)
            throw error
        }
    }

    /// Waits for the next connection.
    ///
    /// - Returns: The connection; nil once ``stop()`` was called.
    /// - Throws: `full` when it is worth trying again later.
    public func accept() throws(LocalSocketError) -> LocalSocket? {
        while true {
            let connection = Glibc.accept(descriptor, nil, nil)
            let error = LocalSocketError.last()
            if isStopped.withLock({ $0 }) {
                if connection >= 0 { _ = close(connection) }
                return nil
            }
            if connection >= 0 { return try LocalSocket(descriptor: connection) }
            guard error.systemCode == EINTR || error.systemCode == ECONNABORTED else { throw error }
        }
    }

    /// Accepts nobody any more and removes the socket's file; whoever waits in ``accept()`` returns at once.
    public func stop() {
        isStopped.withLock { isStopped in
            guard !isStopped else { return }
            isStopped = true
            // Only this very file: another process may have put its own there.
            if let now = try? LocalSocketFile.at(path), now == file {
                unsafe unlink(path)
            }
            _ = shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    deinit {
        stop()
        _ = close(descriptor)
    }

    private static func removeLeftover(_ path: String) throws(LocalSocketError) {
        guard let leftover = try LocalSocketFile.at(path) else { return }
        guard leftover.isSocket else { throw LocalSocketError(.taken) }
        do throws(LocalSocketError) {
            try LocalSocket.connect(to: path).disconnect()
        } catch {
            guard error.code == .nobodyListens else { throw error }
            guard unsafe unlink(path) == 0 || errno == ENOENT else { throw LocalSocketError.last() }
            return
        }
        throw LocalSocketError(.inUse)
    }
}
