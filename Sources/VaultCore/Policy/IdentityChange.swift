/// What becomes of who a patient is by a correction.
public struct IdentityChange: Sendable {
    /// As it was asked for.
    let correction: IdentityCorrection
    /// Who the patient is as long as it is not done.
    public let before: PatientIdentity
    /// Who the patient is then.
    public let after: PatientIdentity
    /// Class and facts of the new version.
    let facts: RecordFacts
}
