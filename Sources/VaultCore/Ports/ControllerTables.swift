/// The ports of one controller's tables.
public struct ControllerTables: Sendable {
    /// Sites, patients, tokens and episodes.
    public let patients: any PatientRepository
    /// Records and their versions.
    public let records: any RecordRepository
    /// Ids that others gave to records.
    public let aliases: any AliasRepository
    /// Shreds and certificates.
    public let shreds: any ShredRepository
    /// Entries and checkpoints.
    public let ledger: any LedgerRepository
    /// What `vault check` looks at.
    public let invariants: any InvariantRepository
    /// Published rulebooks.
    public let rulebooks: any RulebookRepository
    /// Kept decisions.
    public let decisions: any DecisionRepository
    /// Whole files of patients.
    public let charts: any ChartRepository
    /// Registered staff.
    public let staff: any StaffRepository
    /// How an older database is brought up to key safe and ledger.
    public let gate: any GateRepository
    /// Key renewals.
    public let renewals: any KeyRenewalRepository

    /// Groups the ports.
    public init(
        patients: any PatientRepository,
        records: any RecordRepository,
        aliases: any AliasRepository,
        shreds: any ShredRepository,
        ledger: any LedgerRepository,
        invariants: any InvariantRepository,
        rulebooks: any RulebookRepository,
        decisions: any DecisionRepository,
        charts: any ChartRepository,
        staff: any StaffRepository,
        gate: any GateRepository,
        renewals: any KeyRenewalRepository
    ) {
        self.patients = patients
        self.records = records
        self.aliases = aliases
        self.shreds = shreds
        self.ledger = ledger
        self.invariants = invariants
        self.rulebooks = rulebooks
        self.decisions = decisions
        self.charts = charts
        self.staff = staff
        self.gate = gate
        self.renewals = renewals
    }
}
