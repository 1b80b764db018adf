public import CoreMetrics
internal import Keyring
public import Logging
internal import PostgresClient
public import VaultCore
internal import VaultCrypto
public import VaultModel

/// A vault that this process has open: the lock, the database, and the vault itself.
public final class OpenVault: Sendable {
    /// How a vault is opened.
    public struct Options: Sendable {
        /// How long to wait for another process that has it open.
        public var wait: Duration
        /// Whether this is a restore drill: nothing is changed, adopted or destroyed.
        public var isDrill: Bool
        /// Whether to read from a streaming replica of the database, beside whoever has the vault open; nothing is changed.
        public var isReplica = false
        /// Planned failures; none in production.
        public var faults: FaultPlan
        /// Where diagnostics go.
        public var logger: Logger
        /// Where measures go.
        public var metrics: any MetricsFactory = MetricsSystem.factory
        /// What makes tokens and other machines known; without it, key safes there cannot be opened.
        public var safes: SafeProviders
        /// Where the time comes from, when not from the system or the rehearsal's clock.
        public var clock: VaultClock?

        /// Groups options.
        public init(
            wait: Duration,
            isDrill: Bool,
            faults: FaultPlan,
            logger: Logger,
            safes: SafeProviders = .none,
            clock: VaultClock? = nil
        ) {
            self.clock = clock
            self.safes = safes
            self.wait = wait
            self.isDrill = isDrill
            self.faults = faults
            self.logger = logger
        }
    }

    /// Where it lies.
    public let directory: VaultDirectory
    /// Its configuration.
    public let configuration: VaultConfiguration
    /// The vault.
    public let vault: Vault

    let database: OpenDatabase
    let safes: SafeProviders
    private let provider: FileFacilities
    private let lock: FileLock?

    /// Opens a vault: takes the lock, starts the database, brings it up to date, opens every controller.
    ///
    /// - Throws: ``VaultError`` with `notFound`, `denied` for a copy, `conflict` when another process has it open, or
    ///   `unusable`; `PostgresError`; `KeyringError`.
    public static func open(_ directory: VaultDirectory, options: Options) async throws -> OpenVault {
        let known = try VaultConfiguration(of: directory)
        let isReadOnly = options.isDrill || options.isReplica
        if !isReadOnly { try known.requireHome(directory) }
        // A replica is only read, and whoever has the vault open goes on meanwhile.
        let lock = options.isReplica ? nil : try await takeLock(directory, wait: options.wait)
        // Whoever had the lock may have changed it.
        var configuration = try VaultConfiguration(of: directory)
        let database = try await OpenDatabase.open(
            directory,
            configuration: configuration,
            fromReplica: options.isReplica
        )
        do {
            if !isReadOnly { try await database.migrate() }
            if let change = configuration.keySafeChange {
                guard !isReadOnly else {
                    throw VaultError(
                        .conflict,
                        "a change of the key safe's places has not ended: open the vault without --drill or --replica first"
                    )
                }
                do {
                    configuration = try await finishChange(
                        change,
                        of: configuration,
                        in: directory,
                        database,
                        options: options
                    )
                } catch let error as KeyringError {
                    throw KeyringError(
                        error.code,
                        error.message + change.remark(among: configuration.keySafes)
                    )
                } catch let error as FileError {
                    throw VaultError(
                        .unusable,
                        error.message + change.remark(among: configuration.keySafes)
                    )
                }
            }
            let clock = options.clock ?? configuration.clock
            let provider = FileFacilities(
                directory: directory,
                configuration: configuration,
                isReadOnly: isReadOnly,
                faults: options.faults,
                safes: options.safes,
                clock: clock
            )
            let vault = try await Vault.open(
                context: VaultContext(
                    vault: configuration.vault,
                    incarnation: configuration.incarnation,
                    isRehearsal: configuration.isRehearsal,
                    isReadOnly: isReadOnly,
                    isReplica: options.isReplica,
                    clock: clock,
                    faults: options.faults,
                    logger: options.logger,
                    metrics: options.metrics
                ),
                house: HouseTables(pool: database.pool),
                provider: provider
            )
            return OpenVault(
                directory: directory,
                configuration: configuration,
                vault: vault,
                database: database,
                provider: provider,
                safes: options.safes,
                lock: lock
            )
        } catch {
            await database.close()
            throw error
        }
    }

    /// Makes an empty vault in a directory that does not exist or is empty.
    ///
    /// An interrupted creation is taken up again. The configuration is written last, so that a directory with one is
    /// a whole vault.
    /// - Throws: ``VaultError`` with `alreadyExists`, `PostgresError`, `FileError`.
    public static func create(_ directory: VaultDirectory, configuration: VaultConfiguration) async throws {
        guard !(try FileSystem.exists(directory.configuration)) else {
            throw VaultError(.alreadyExists, "there is a vault in `\(directory.path)` already")
        }
        try VaultDirectory.ensure(directory.path)
        let known: Set = ["lock", "postgres"]
        guard try FileSystem.list(directory.path).allSatisfy(known.contains) else {
            throw VaultError(
                .invalidInput,
                "`\(directory.path)` is not empty; name an empty or a new directory"
            )
        }
        try FileKeySafe.checkThreshold(configuration.keySafeQuorum, places: configuration.keySafes.count)
        for location in try configuration.locations() {
            try location.check(dataDirectory: directory.path, acceptsWeak: configuration.acceptsWeakKeySafe)
        }
        let lock = try await takeLock(directory, wait: .zero)
        let database = try await OpenDatabase.create(directory, configuration: configuration)
        do {
            try await database.migrate()
            let house = HouseTables(pool: database.pool)
            if let identity = try await house.identity(), try await !house.controllers().isEmpty {
                throw VaultError(.alreadyExists, "the database belongs to vault \(identity.vault) already")
            }
            try await house.setIdentity(vault: configuration.vault, rehearsal: configuration.isRehearsal)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        try configuration.write(to: directory)
        _ = consume lock
    }

    /// Sets the clock of a rehearsal vault that no process has open.
    ///
    /// - Throws: ``VaultError`` with `denied` for any other vault, `conflict` when one has it open.
    public static func setClock(of directory: VaultDirectory, to day: Day, wait: Duration) async throws {
        var configuration = try VaultConfiguration(of: directory)
        try configuration.requireHome(directory)
        guard configuration.isRehearsal else {
            throw VaultError(.denied, "only a rehearsal vault has a clock that can be set")
        }
        let lock = try await takeLock(directory, wait: wait)
        let now = VaultClock.system.now.secondsSinceEpoch
        configuration.clockOffset = (day.daysSinceEpoch - now / 86_400) * 86_400
        try configuration.write(to: directory)
        _ = consume lock
    }

    /// Starts the vault's own PostgreSQL again when it died; connections mend themselves.
    ///
    /// - Throws: `PostgresError`.
    public func revive() async throws {
        try await database.revive()
    }

    /// Gives everything that waits its place in the ledger and closes the vault.
    ///
    /// - Throws: What flushing throws; the vault is closed all the same.
    public func close() async throws {
        var failure: (any Error)?
        do { try await vault.flush() } catch { failure = error }
        await provider.close()
        await database.close()
        if let failure { throw failure }
    }

    private init(
        directory: VaultDirectory,
        configuration: VaultConfiguration,
        vault: Vault,
        database: OpenDatabase,
        provider: FileFacilities,
        safes: SafeProviders,
        lock: consuming FileLock?
    ) {
        self.directory = directory
        self.configuration = configuration
        self.vault = vault
        self.database = database
        self.provider = provider
        self.safes = safes
        self.lock = lock
    }

    static func takeLock(_ directory: VaultDirectory, wait: Duration) async throws -> FileLock {
        do throws(FileError) {
            return try await FileLock.wait(directory.lock, timeout: wait)
        } catch {
            guard error.code == .locked else { throw error }
            throw VaultError(
                .conflict,
                "another process has this vault open; wait longer with --wait, or ask the server that runs"
            )
        }
    }
}
