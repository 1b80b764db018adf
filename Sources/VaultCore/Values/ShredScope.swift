public import VaultModel

/// What a shred takes.
public enum ShredScope: Sendable {
    /// A patient with everything that is theirs.
    case patient(PatientID)
    /// All versions of these records.
    case records([RecordID])

    /// The same scope with every record named once.
    var withoutRepeats: Self {
        switch self {
        case .patient: self
        case .records(let records): .records(Array(Set(records)))
        }
    }
}
