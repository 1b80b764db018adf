/// Why a record is read, from a closed list.
public enum Purpose: String, CaseIterable, Sendable {
    /// Finding out what the patient has.
    case diagnosis
    /// Treating the patient.
    case treatment
    /// Managing the patient's care.
    case careManagement = "care_management"
    /// Acting where life or health is at stake.
    case emergency
    /// Answering the patient's own request.
    case patientRequest = "patient_request"
    /// Billing the care given.
    case billing
    /// Assuring the quality of care.
    case qualityAssurance = "quality_assurance"
    /// Establishing, exercising or defending a legal claim.
    case legalClaim = "legal_claim"
    /// Keeping the vault itself in order.
    case administration
}
