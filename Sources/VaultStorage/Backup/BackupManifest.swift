public import VaultCrypto
public import VaultModel

/// What a backup says about itself: of which vault, when, until when, and the digest of every file.
///
/// It finds damage and what is missing. It is not signed: what a version says is protected by its own keys.
public struct BackupManifest: Sendable, Equatable {
    /// One file of a backup.
    public struct File: Sendable, Equatable {
        /// Its path below the backup's directory.
        public let path: String
        /// Its length in bytes.
        public let size: Int64
        /// The digest of its bytes.
        public let sha256: Digest
    }

    /// One controller in a backup.
    public struct Controller: Sendable, Equatable {
        /// The number that its rows start with.
        public let number: Int32
        /// Its public id.
        public let id: ControllerID
        /// The epoch of its key safe that the database had recorded.
        public let epoch: Int64
        /// The tree that its new patients come from.
        public let tree: Int16
    }

    /// One table of the database.
    struct Table: Sendable, Equatable {
        let name: String
        let columns: [String]
    }

    /// Names it.
    public let id: BackupID
    /// The vault that it was taken of.
    public let vault: VaultID
    /// Where that vault lived.
    public let origin: String
    /// Whether it is of a rehearsal vault.
    public let isRehearsal: Bool
    /// How far the clock of a rehearsal vault was set forward, in seconds.
    let clockOffset: Int64
    /// When it was taken: everything acknowledged before is in it.
    public let takenAt: Timestamp
    /// The day on which its files are to be destroyed.
    public let expiresOn: Day
    /// What the operator calls it.
    public let label: String
    /// Where the key safes were.
    public let keySafes: [String]
    /// How many places opened a key safe together.
    let keySafeQuorum: Int
    /// Whether places are accepted whose file system may keep what was overwritten.
    let acceptsWeakKeySafe: Bool
    /// How many migrations the database had.
    let migrations: Int32
    /// The tables in the order of their names.
    let tables: [Table]
    /// The last number of every sequence.
    let sequences: [String: Int64]
    /// Its controllers, by number.
    public let controllers: [Controller]
    /// How many large parts were erased while the backup was made; their rows are in it, their files are not.
    public let erasedMeanwhile: Int64
    /// Every other file, in the order of paths.
    public let files: [File]

    /// The bytes of all its files.
    public var size: Int64 { files.reduce(0) { $0 + $1.size } }
    /// The digest of the manifest itself, which the vault's register holds.
    public var digest: Digest { SHA256.hash(encoded) }
    /// The file's bytes.
    var encoded: [UInt8] { json.encoded }
}
