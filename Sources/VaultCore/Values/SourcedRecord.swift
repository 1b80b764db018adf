public import VaultModel

/// A record that is known by an id that whoever sent it gave it.
public struct SourcedRecord: Hashable, Sendable {
    /// The record.
    public let record: RecordID
    /// Whose it is; `nil` for the office.
    public let patient: PatientID?

    /// Makes one.
    public init(record: RecordID, patient: PatientID?) {
        self.record = record
        self.patient = patient
    }
}
