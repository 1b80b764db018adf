internal import Synchronization
internal import VaultCrypto
public import VaultModel

/// The key files of a controller in a folder: with them and the key safe of today, older copies of the database open.
public final class KeyFiles: Sendable {
    /// The folder; files of several controllers may lie in it.
    public let directory: String
    private let identity: SafeIdentity
    private let known = Mutex<[String: KeyFile]>([:])

    private static let ending = ".keys"
    private static let moveEnding = ".moves"
    private static let moveLimit = 1 << 26

    /// Names a folder; it need not be there.
    public init(directory: String, vault: VaultID, controller: ControllerID) {
        self.directory = directory
        identity = SafeIdentity(vault: vault, controller: controller)
    }

    /// Begins the file of a renewal, or goes on with the one that was begun.
    ///
    /// - Parameter successor: The tree that the keys move to.
    /// - Throws: `FileError`; `KeyringError` with code `damaged`.
    public func writer(for renewal: RequestID, to successor: TreeNumber) throws -> KeyFileWriter {
        try FileSystem.createDirectory(directory)
        return try KeyFileWriter(
            path: path(of: renewal),
            header: KeyFileFormat.Header(identity: identity, renewal: renewal, successor: successor)
        )
    }

    /// The file of a renewal.
    public func path(of renewal: RequestID) -> String {
        directory + "/" + renewal.description + Self.ending
    }

    /// Writes where the keys of moved records go, durably; what an attempt before wrote is replaced.
    ///
    /// - Throws: `FileError`.
    public func write(_ move: MoveFile) throws {
        try FileSystem.createDirectory(directory)
        try FileSystem.replace(path(ofMove: move.request), move.encoded(for: identity))
    }

    /// Where the keys of records went that were moved; `nil` when no file says it.
    ///
    /// - Throws: `FileError`; `KeyringError` with code `damaged` naming a file that is not what was written.
    public func move(_ request: RequestID) throws -> MoveFile? {
        let path = path(ofMove: request)
        guard try FileSystem.exists(path) else { return nil }
        let file = MoveFile(try FileSystem.read(path, limit: Self.moveLimit), of: identity)
        guard let file, file.request == request else { throw Self.damaged(path) }
        return file
    }

    private func path(ofMove request: RequestID) -> String {
        directory + "/" + request.description + Self.moveEnding
    }

    /// Every key file of this controller, by name.
    ///
    /// - Throws: `FileError`; `KeyringError` with code `damaged` naming a file that is none.
    public func all() throws -> [KeyFile] {
        guard try FileSystem.exists(directory) else { return [] }
        return try FileSystem.list(directory).filter { $0.hasSuffix(Self.ending) }.compactMap { name in
            let path = directory + "/" + name
            let size = try FileSystem.status(of: path).size
            if let file = known.withLock({ $0[path] }), file.size == size {
                return file.identity == identity ? file : nil
            }
            let file = try KeyFile(path: path)
            known.withLock { $0[path] = file }
            return file.identity == identity ? file : nil
        }
    }

    /// Whether files here lead from a tree that is gone to one that lives.
    ///
    /// - Throws: `FileError`; `KeyringError` with code `damaged` naming a file that is none.
    public func lead(from tree: TreeNumber, to living: [TreeNumber]) throws -> Bool {
        let files = try all()
        var tree = tree
        // A renewal moves keys to a newer tree, always.
        while !living.contains(tree) {
            let next = files.filter { $0.trees.contains(tree) }.map(\.successor).max()
            guard let next, next > tree else { return false }
            tree = next
        }
        return true
    }

    /// What is known of a patient's keys in a tree that is gone.
    func leaves(of patient: PatientNumber, in tree: TreeNumber) throws -> PatientKeys.Legacy? {
        for file in try all() where file.trees.contains(tree) {
            guard let leaves = try file.leaves(of: patient, in: tree) else { continue }
            return PatientKeys.Legacy(leaves: leaves, identity: identity)
        }
        return nil
    }

    static func damaged(_ path: String) -> KeyringError {
        KeyringError(.damaged, "the key file `\(path)` is damaged: put back a whole copy of it")
    }
}
