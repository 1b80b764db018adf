internal import VaultModel

/// A patient ready to be written together with the identity record.
public struct PatientDraft: Sendable {
    /// The patient.
    public let patient: PatientRow
    /// What the patient can be found by.
    public let search: SearchDraft
    /// The identity record; of a new patient it takes serial 1.
    public let identity: VersionDraft

    /// Makes a draft.
    public init(patient: PatientRow, search: SearchDraft, identity: VersionDraft) {
        self.patient = patient
        self.search = search
        self.identity = identity
    }
}
