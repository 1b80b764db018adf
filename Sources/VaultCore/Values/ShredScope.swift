public import VaultModel

/// What a shred takes.
public enum ShredScope: Sendable {
    /// A patient with everything that is theirs.
    case patient(PatientID)
    /// All versions of these records.
    case records([RecordID])
}
