internal import VaultModel

/// Whose a resource is.
enum ResourceOwner: Hashable, Sendable {
    /// A patient whom the vault knows.
    case known(PatientID)
    /// The patient whom an entry of the same bundle is about, by its index.
    case entry(Int)
    /// Nobody: the office keeps it.
    case office
}
