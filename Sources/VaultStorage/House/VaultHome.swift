internal import VaultCrypto
internal import VaultModel

/// Where a vault lives: which machine, which path, which directory.
///
/// A copy lives somewhere else, and by that it is told from the original. What is copied together with its whole machine
/// cannot be told apart.
public struct VaultHome: Hashable, Sendable {
    /// A digest of the machine's id (machine-id(5)), which is not to be shown itself; empty where there is none.
    let machine: String
    /// The path with no symbolic link in it.
    let path: String
    /// The number of the directory in its file system; a copy has another.
    let inode: Int64

    private static let machineIDs = ["/etc/machine-id", "/var/lib/dbus/machine-id"]
    private static let label = Array("lethe.home.v1".utf8)

    /// Where a vault's directory is now.
    ///
    /// - Throws: `FileError`.
    init(of directory: VaultDirectory) throws {
        machine = Self.machineID.map { SHA256.hash(Self.label + $0).hex } ?? ""
        path = try FileSystem.realPath(directory.path)
        inode = Int64(bitPattern: try FileSystem.status(of: path).inode)
    }

    private init(machine: String, path: String, inode: Int64) {
        self.machine = machine
        self.path = path
        self.inode = inode
    }

    private static var machineID: [UInt8]? {
        machineIDs.lazy.compactMap { try? FileSystem.read($0, limit: 256) }.first { !$0.isEmpty }
    }

    var json: CanonicalJSON {
        .object(["inode": .integer(inode), "machine": .string(machine), "path": .string(path)])
    }

    init?(json: CanonicalJSON) {
        guard let inode = json["inode"]?.integerValue, let machine = json["machine"]?.stringValue,
            let path = json["path"]?.stringValue
        else { return nil }
        self.init(machine: machine, path: path, inode: inode)
    }

    /// The home of a copy that has none yet: no directory has the number 0.
    ///
    /// - Parameter path: Where the vault lived that it is a copy of.
    static func none(since path: String) -> VaultHome {
        VaultHome(machine: "", path: path, inode: 0)
    }
}
