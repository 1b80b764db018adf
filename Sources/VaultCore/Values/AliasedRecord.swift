public import VaultModel

/// A record that somebody else's id names.
public struct AliasedRecord: Hashable, Sendable {
    /// The record.
    public let record: RecordID
    /// Whose it is.
    public let patient: PatientNumber

    /// Makes one.
    public init(record: RecordID, patient: PatientNumber) {
        self.record = record
        self.patient = patient
    }
}
