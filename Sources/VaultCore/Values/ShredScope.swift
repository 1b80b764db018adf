internal import Evidence
public import VaultModel

/// What a shred takes.
public enum ShredScope: Sendable {
    /// A patient with everything that is theirs.
    case patient(PatientID)
    /// A person with several numbers, with everything that is theirs under any of them; each number is a shred of its own.
    case person([PatientID])
    /// All versions of these records.
    case records([RecordID])
    /// Earlier versions of a record that stays, when it is corrected.
    case versions(RecordID, [VersionNumber])
    /// The places of these records' keys in a patient's file to which they do not belong.
    case moved([RecordID])

    /// The patient, when everything of theirs goes.
    var patient: PatientID? {
        if case .patient(let id) = self { id } else { nil }
    }

    /// The same scope with every record named once.
    var withoutRepeats: Self {
        switch self {
        case .patient, .person, .versions, .moved: self
        case .records(let records): .records(Array(Set(records)))
        }
    }

    /// How a certificate calls it.
    var onCertificates: ErasureCertificate.Scope {
        switch self {
        case .patient, .person: .patient
        case .records: .records
        case .versions: .versions
        case .moved: .moved
        }
    }
}
