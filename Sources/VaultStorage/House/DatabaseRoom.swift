internal import VaultCore
internal import VaultCrypto

/// The room on the disk of the vault's own PostgreSQL.
///
/// A PostgreSQL whose disk is full to the last byte stops, and with it reading and erasing. So nothing more is stored
/// while there is still room for what erasures write.
struct DatabaseRoom: Sendable {
    /// How many bytes are left to erasures: four segments of PostgreSQL's log.
    private static let reserve: UInt64 = 64 << 20

    /// The directory of the cluster.
    let directory: String

    /// Refuses to store when there is too little room.
    ///
    /// - Throws: ``VaultError/Code/full``, `FileError`.
    func require() throws {
        guard try FileSystem.freeSpace(at: directory) < Self.reserve else { return }
        throw VaultError(
            .full,
            "the disk of the database is full, and the rest of it is kept for erasures: free some space in `\(directory)`; "
                + "reading and erasing go on"
        )
    }
}
