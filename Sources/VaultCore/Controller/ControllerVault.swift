internal import Keyring
internal import Ledger
internal import Logging
internal import Synchronization
internal import VaultCrypto
public import VaultModel

/// One controller's part of an open vault: its tables, key safe, ledger and keys, and the use cases on them.
///
/// The use cases are in extensions, one file each.
public final class ControllerVault: Sendable {
    /// The vault.
    public let vault: VaultID
    /// The controller as it was when it was opened.
    public let controller: ControllerRow
    /// Whether the vault is a rehearsal; every output says so.
    public let isRehearsal: Bool

    let incarnation: IncarnationID
    let isReadOnly: Bool
    let isReplica: Bool
    let tables: ControllerTables
    let facilities: Facilities
    let blobs: any BlobStore
    let laws: LawSchedule
    let shelf: RulebookShelf
    let clock: VaultClock
    let faults: FaultPlan
    let logger: Logger
    let metrics: VaultMetrics
    let sequencer: Sequencer?
    let committer: StoreCommitter
    let keys: KeyDeriver
    let evictions: EvictionRegistry
    let patients = PatientCache()
    let pauses = WritePauses()
    let shredGate = SerialGate()
    let registrationGate = SerialGate()
    let serialRaises = SerialRaises()
    /// Gates are entered in this order: index, shred, registration.
    let indexGate = SerialGate()
    /// Entered last: by whoever writes aliases together, by an index renewal that begins or ends alone.
    let aliasGate = SharedGate()
    /// Erasures that somebody drives to their certificate now.
    let concluding = Mutex<Set<ShredID>>([])
    let reviewGate = SerialGate()
    let publicationGate = SerialGate()
    let directory = StaffDirectory()
    let knownOfficeTree = Mutex<TreeNumber?>(nil)
    let renewalTurn = Mutex(false)

    init(
        controller: ControllerRow,
        laws: LawSchedule,
        shelf: RulebookShelf,
        context: VaultContext,
        tables: ControllerTables,
        facilities: Facilities
    ) {
        self.controller = controller
        vault = context.vault
        isRehearsal = context.isRehearsal
        incarnation = context.incarnation
        isReadOnly = context.isReadOnly
        isReplica = context.isReplica
        blobs = facilities.blobs
        self.laws = laws
        self.shelf = shelf
        clock = context.clock
        faults = context.faults
        logger = context.logger
        metrics = VaultMetrics(context.metrics)
        self.tables = tables
        self.facilities = facilities
        keys = KeyDeriver(safe: facilities.keySafe, keyFiles: facilities.keyFiles)
        evictions = EvictionRegistry(lease: facilities.keySafe.lease)
        committer = StoreCommitter(metrics: metrics) { [records = tables.records] in
            try await records.store($0)
        }
        sequencer = facilities.log.map { [metrics] log in
            Sequencer(
                log: log,
                tables: tables.ledger,
                clock: context.clock,
                faults: context.faults,
                metrics: metrics
            )
        }
        facilities.keySafe.observeEvictions { [keys, evictions] in await Self.letGo($0, keys, evictions) }
    }

    /// The rulebook that decides now.
    ///
    /// Another may begin to at any time: who asks twice in one act keeps what this gave.
    public var law: Law { law(on: clock.now.day) }

    /// The rulebook that decides on a day, today or later.
    func law(on day: Day) -> Law { laws.law(on: day) }

    /// Gives everything that waits its place in the ledger; takes up what an interrupted publication left.
    public func flush() async throws {
        try await laws.reload(on: clock.now.day)
        guard let sequencer else { return }
        let began = ContinuousClock.now
        do {
            // Most times nothing waits.
            if try await sequencer.flush() > 0 { note(.sequence, VaultMetrics.done, since: began) }
        } catch {
            note(.sequence, VaultMetrics.outcome(of: error), since: began)
            throw error
        }
    }

    /// Refuses to change anything in a drill.
    func requireWritable() throws {
        if isReadOnly {
            throw VaultError(.denied, "this is a restore drill: it reads and changes nothing")
        }
    }

    /// The ledger's files.
    ///
    /// - Throws: ``VaultError/Code/denied`` in a restore drill, which does not open them.
    var log: TileLog {
        get throws {
            guard let log = facilities.log else {
                throw VaultError(.denied, "a restore drill does not open the ledger")
            }
            return log
        }
    }

    /// What a version's wrap key is bound to.
    func binding(_ record: RecordID, _ version: VersionNumber) -> KeyBinding {
        .wrap(vault: vault, controller: controller.id, record: record, version: version)
    }

    /// What the key of a slot that seals a row is bound to.
    func binding(use: String) -> KeyBinding {
        .use(vault: vault, controller: controller.id, use: use)
    }

    /// What a sealed object of a version is bound to.
    func context(_ record: RecordID, _ version: VersionNumber, _ kind: ObjectKind) -> ObjectContext {
        ObjectContext(controller: controller.id, record: record, version: version, kind: kind)
    }
}
