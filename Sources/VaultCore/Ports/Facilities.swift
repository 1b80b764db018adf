public import Keyring
public import Ledger
internal import VaultCrypto
public import VaultModel

/// What a controller keeps outside the database: key safe, ledger files, certificate key, large parts.
public struct Facilities: Sendable {
    /// The erasable store of its keyring.
    public let keySafe: any KeySafe
    /// Its ledger; `nil` in a restore drill, which has no writer.
    public let log: TileLog?
    /// Where large parts are.
    public let blobs: any BlobStore
    /// The key files of its renewals.
    public let keyFiles: KeyFiles
    /// The key that signs its certificates.
    public let certificateKey: SharedSigningKey
    /// Looks at the key safe anew, past every cache, for prefixes with a live node at, above or below them.
    public let freshlyCovered: @Sendable ([Prefix]) async throws -> Set<Prefix>
    /// Opens every page in every place of the key safe and names the places where one does not open.
    public let damagedPlaces: @Sendable () async throws -> [String]
    /// Stores the custody declaration beside the key safe.
    public let declare: @Sendable (CustodyDeclaration) async throws -> Void
    /// Sets the key safe's limits with whatever rights this process has there.
    public let setLimits: @Sendable (SafeLimits, RequestID) async throws -> WaitingOrder?
    /// Refuses with ``VaultError/Code/full`` when nothing more should be stored, and nothing done that can wait.
    public let requireRoom: @Sendable () throws -> Void

    /// Groups the facilities.
    public init(
        keySafe: any KeySafe,
        log: TileLog?,
        blobs: any BlobStore,
        keyFiles: KeyFiles,
        certificateKey: SharedSigningKey,
        freshlyCovered: @escaping @Sendable ([Prefix]) async throws -> Set<Prefix>,
        damagedPlaces: @escaping @Sendable () async throws -> [String],
        declare: @escaping @Sendable (CustodyDeclaration) async throws -> Void,
        setLimits: @escaping @Sendable (SafeLimits, RequestID) async throws -> WaitingOrder?,
        requireRoom: @escaping @Sendable () throws -> Void
    ) {
        self.keySafe = keySafe
        self.log = log
        self.blobs = blobs
        self.keyFiles = keyFiles
        self.certificateKey = certificateKey
        self.freshlyCovered = freshlyCovered
        self.damagedPlaces = damagedPlaces
        self.declare = declare
        self.setLimits = setLimits
        self.requireRoom = requireRoom
    }
}
