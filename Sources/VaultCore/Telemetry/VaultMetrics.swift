internal import CoreMetrics
internal import Keyring

/// What is counted of a controller's work: how often, how it ended, how long it took.
///
/// Never who or what. Names are those of docs/operations.md. Controllers of one vault are counted together.
struct VaultMetrics: Sendable {
    /// How an operation ended that did what it was asked.
    static let done = "done"

    private let factory: any MetricsFactory
    /// The timers that are nearly always used.
    private let usual: [Operation: Timer]
    /// Stores that were written in one transaction.
    let storeBatch: Recorder
    /// Stores that wait for others to be written.
    let storesWaiting: Meter
    /// Versions whose keys were destroyed.
    let shreddedVersions: Counter
    /// Entries given to the ledger, padding included.
    let ledgerEntries: Counter
    /// Entries of each batch before padding.
    let ledgerBatch: Recorder

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        usual = Dictionary(
            uniqueKeysWithValues: Operation.allCases.map { ($0, Self.timer($0, Self.done, factory)) }
        )
        storeBatch = Recorder(label: "lethe_store_batch_records", factory: factory)
        storesWaiting = Meter(label: "lethe_stores_waiting", factory: factory)
        shreddedVersions = Counter(label: "lethe_shredded_versions", factory: factory)
        ledgerEntries = Counter(label: "lethe_ledger_entries", factory: factory)
        ledgerBatch = Recorder(label: "lethe_ledger_batch_entries", factory: factory)
    }

    /// Notes how long an operation took.
    func note(_ operation: Operation, _ outcome: String, _ duration: Duration) {
        let timer = outcome == Self.done ? usual[operation] : nil
        (timer ?? Self.timer(operation, outcome, factory)).recordNanoseconds(
            Int64(duration / .nanoseconds(1))
        )
    }

    /// How an operation ended, in one word of a small set.
    static func outcome(of error: any Error) -> String {
        switch error {
        case let error as VaultError: error.code.rawValue
        case let error as KeyringError: error.code.rawValue
        case is CancellationError: "cancelled"
        default: "failed"
        }
    }

    private static func timer(_ operation: Operation, _ outcome: String, _ factory: any MetricsFactory)
        -> Timer
    {
        Timer(
            label: "lethe_operation_seconds",
            dimensions: [("operation", operation.rawValue), ("outcome", outcome)],
            factory: factory
        )
    }
}
