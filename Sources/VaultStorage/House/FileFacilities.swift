internal import Keyring
internal import Ledger
internal import Synchronization
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Key safes, ledgers, signing keys and blobs of a vault's controllers: in files, but for key safes elsewhere.
final class FileFacilities: FacilityProvider {
    private let directory: VaultDirectory
    private let configuration: VaultConfiguration
    private let isReadOnly: Bool
    private let faults: FaultPlan
    private let safes: SafeProviders
    private let clock: VaultClock
    private let open = Mutex<[ControllerID: any HeldKeySafe]>([:])

    init(
        directory: VaultDirectory,
        configuration: VaultConfiguration,
        isReadOnly: Bool,
        faults: FaultPlan,
        safes: SafeProviders,
        clock: VaultClock
    ) {
        self.clock = clock
        self.safes = safes
        self.directory = directory
        self.configuration = configuration
        self.isReadOnly = isReadOnly
        self.faults = faults
    }

    func create(for controller: ControllerRow) async throws -> Facilities {
        let keySafe: any HeldKeySafe
        do {
            keySafe = try await createKeySafe(of: controller.id)
        } catch let error as KeyringError where error.code == .exists {
            // A creation that was interrupted after the key safe: nothing is stored under it yet.
            keySafe = try await openKeySafe(of: controller)
        }
        remember(keySafe, of: controller)
        let ledger = directory.ledger(of: controller.id)
        try VaultDirectory.ensure(ledger)
        return try facilities(
            for: controller,
            keySafe: keySafe,
            logKey: try signingKey("ledger.key", of: controller).create(),
            certificateKey: try signingKey("certificate.key", of: controller).create(),
            isNew: try LogReader(directory: ledger).checkpoint() == nil
        )
    }

    func keySafe(of controller: ControllerRow) async throws -> any KeySafe {
        let keySafe = try await openKeySafe(of: controller)
        remember(keySafe, of: controller)
        return keySafe
    }

    func open(for controller: ControllerRow) async throws -> Facilities {
        let keySafe = try await openKeySafe(of: controller)
        remember(keySafe, of: controller)
        return try facilities(
            for: controller,
            keySafe: keySafe,
            logKey: try signingKey("ledger.key", of: controller).load(isReadOnly: isReadOnly),
            certificateKey: try signingKey("certificate.key", of: controller).load(isReadOnly: isReadOnly),
            isNew: false
        )
    }

    /// Forgets every key and lets other processes open the key safes.
    func close() async {
        for keySafe in open.withLock({ Array($0.values) }) { await keySafe.close() }
    }

    private func createKeySafe(of controller: ControllerID) async throws -> any HeldKeySafe {
        if let remote = try configuration.locations().first?.remote {
            try FileSystem.createDirectory("\(remote.signing)/\(controller)")
            return try await safes.remote(remote, owner(controller, isNew: true))
        }
        return try await FileKeySafe.create(
            places: try configuration.locations().map(\.directory),
            tokens: try tokens(of: controller),
            vault: configuration.vault,
            controller: controller,
            dataDirectory: directory.path,
            threshold: configuration.keySafeQuorum,
            weak: configuration.acceptsWeakKeySafe,
            incarnation: configuration.incarnation,
            clock: clock,
            faults: faults
        )
    }

    private func owner(_ controller: ControllerID, isNew: Bool) -> SafeProviders.RemoteOwner {
        SafeProviders.RemoteOwner(
            vault: configuration.vault,
            controller: controller,
            incarnation: configuration.incarnation,
            isNew: isNew
        )
    }

    private func remember(_ keySafe: any HeldKeySafe, of controller: ControllerRow) {
        open.withLock { $0[controller.id] = keySafe }
    }

    /// Opens the key safe of a controller, or returns the one that this process has open already.
    private func openKeySafe(of controller: ControllerRow) async throws -> any HeldKeySafe {
        if let keySafe = open.withLock({ $0[controller.id] }) { return keySafe }
        if let remote = try configuration.locations().first?.remote {
            return try await safes.remote(remote, owner(controller.id, isNew: false))
        }
        return try await FileKeySafe.open(
            places: try configuration.locations().map(\.directory),
            tokens: try tokens(of: controller.id),
            vault: configuration.vault,
            controller: controller.id,
            dataDirectory: directory.path,
            incarnation: configuration.incarnation,
            readOnly: isReadOnly,
            clock: clock,
            faults: faults
        )
    }

    private func facilities(
        for controller: ControllerRow,
        keySafe: any HeldKeySafe,
        logKey: consuming SigningKey,
        certificateKey: consuming SigningKey,
        isNew: Bool
    ) throws -> Facilities {
        let heads = try folders(of: controller).filter { try FileSystem.exists($0) }.map {
            $0 + "/ledger-head"
        }
        // Entries are kept beside the heads; a directory that was lost is made again from them.
        if !isReadOnly { try FileSystem.createDirectory(directory.ledger(of: controller.id)) }
        let log =
            isReadOnly
            ? nil
            : try TileLog(
                directory: directory.ledger(of: controller.id),
                origin: controller.origin,
                heads: heads,
                key: logKey,
                creating: isNew,
                faults: faults
            )
        // Another server's disk is its own to look after.
        let room = configuration.database == nil ? DatabaseRoom(directory: directory.cluster) : nil
        return Facilities(
            keySafe: keySafe,
            log: log,
            blobs: try BlobDirectory(directory: directory.blobs(of: controller.id)),
            keyFiles: KeyFiles(
                directory: directory.keyFiles,
                vault: configuration.vault,
                controller: controller.id
            ),
            certificateKey: SharedSigningKey(certificateKey),
            freshlyCovered: { try await keySafe.freshlyCovered($0) },
            damagedPlaces: { try await keySafe.damagedPlaces() },
            declare: { try await keySafe.declare($0) },
            setLimits: { try await keySafe.setLimitsHere($0, request: $1) },
            requireRoom: { try room?.require() }
        )
    }

    /// The tokens of a controller's key safe, by the number of the place.
    private func tokens(of controller: ControllerID) throws -> [Int: any KeyToken] {
        try configuration.tokens(of: controller, in: configuration.locations(), safes)
    }

    /// The folder of a controller in every place of the key safe.
    private func folders(of controller: ControllerRow) throws -> [String] {
        try configuration.locations().map { $0.directory + "/" + controller.id.description }
    }

    private func signingKey(_ name: String, of controller: ControllerRow) throws -> SigningKeyFiles {
        SigningKeyFiles(folders: try folders(of: controller), name: name)
    }
}
