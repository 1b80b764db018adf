/// What a member of staff may do, from a closed list.
public enum StaffRole: String, CaseIterable, Hashable, Sendable {
    /// Writes rules and signs them.
    case policyAuthor = "policy_author"
    /// Approves rules that somebody else wrote.
    case policyApprover = "policy_approver"
    /// The data protection officer (GDPR Art 37).
    case dpo
    /// Says what an erasure means for care.
    case medicalReviewer = "medical_reviewer"
    /// Treats patients.
    case clinician
    /// Keeps the vault running.
    case administrator

    /// Whether it is worth nothing without a key of one's own.
    var signs: Bool { self == .policyAuthor || self == .policyApprover }
}
