public import CoreMetrics
public import Logging
public import VaultModel

/// What every controller of a vault shares.
public struct VaultContext: Sendable {
    /// The vault.
    public let vault: VaultID
    /// The running life of the vault that key safes obey.
    public let incarnation: IncarnationID
    /// Whether the vault is a rehearsal.
    public let isRehearsal: Bool
    /// Whether this is a restore drill: nothing is changed, adopted or destroyed.
    public let isReadOnly: Bool
    /// Whether the database is a replica that may lag, beside the server that runs: no document is handed out from it.
    public let isReplica: Bool
    /// The time.
    public let clock: VaultClock
    /// Planned failures; none in production.
    public let faults: FaultPlan
    /// Where diagnostics go; never personal data.
    public let logger: Logger
    /// Where measures go; never personal data.
    public let metrics: any MetricsFactory

    /// Groups what is shared.
    public init(
        vault: VaultID,
        incarnation: IncarnationID,
        isRehearsal: Bool,
        isReadOnly: Bool,
        isReplica: Bool = false,
        clock: VaultClock,
        faults: FaultPlan,
        logger: Logger,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.vault = vault
        self.incarnation = incarnation
        self.isRehearsal = isRehearsal
        self.isReadOnly = isReadOnly
        self.isReplica = isReplica
        self.clock = clock
        self.faults = faults
        self.logger = logger
        self.metrics = metrics
    }
}
