public import VaultModel

/// How much a look at what is due found.
public struct RetentionTotals: Sendable {
    /// How many records, by what is to be done and class.
    public internal(set) var records: [DueRecord.Finding: [RecordClass: Int]] = [:]
    /// How many patients have one of them.
    public internal(set) var patients = 0
    /// How many records belong to a treatment that is not completed; they are not listed.
    public internal(set) var running = 0
    /// How many records the one who asks may not know of; they are not listed.
    public internal(set) var hidden = 0
    /// How many patients' files could not be opened; `vault check` says more.
    public internal(set) var failed = 0

    init() {}

    /// How many records are of a finding.
    public func count(_ finding: DueRecord.Finding) -> Int {
        records[finding]?.values.reduce(0, +) ?? 0
    }

    mutating func add(_ record: DueRecord) {
        records[record.finding, default: [:]][record.recordClass, default: 0] += 1
    }
}
