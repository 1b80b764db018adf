internal import VaultCore
internal import VaultCrypto

/// The room on the disk of the vault's own PostgreSQL.
///
/// A PostgreSQL whose disk is full to the last byte stops, and with it reading and erasing. So nothing more is stored
/// while there is still room for what reading and erasing write: decisions, and of each erasure a log about as large as
/// what it deletes from the tables.
struct DatabaseRoom: Sendable {
    /// How many bytes are left to erasures on a disk of a size: an eighth of it, from 64 MiB (four segments of
    /// PostgreSQL's log) to 512 MiB.
    static func reserve(of space: UInt64) -> UInt64 {
        min(max(space / 8, 64 << 20), 512 << 20)
    }

    /// The directory of the cluster.
    let directory: String

    /// Refuses what can wait when there is too little room.
    ///
    /// - Throws: ``VaultError/Code/full``, `FileError`.
    func require() throws {
        let reserve = try Self.reserve(of: FileSystem.space(at: directory))
        guard try FileSystem.freeSpace(at: directory) < reserve else { return }
        throw VaultError(
            .full,
            "the disk of the database is full, and the rest of it is kept for erasures: free some space in `\(directory)`; "
                + "reading and erasing go on"
        )
    }
}
