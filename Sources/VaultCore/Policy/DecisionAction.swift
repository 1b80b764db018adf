/// What was to be done when the rules were asked, from a closed list.
public enum DecisionAction: String, CaseIterable, Sendable {
    /// Reading the content of a version.
    case read
    /// Reading the content of a version and sending it to another country.
    case transfer
    /// Listing a patient's records.
    case list
    /// Listing the versions of a record.
    case history
    /// Listing all versions of all records of a patient.
    case chart
    /// Storing a record.
    case store
    /// Storing a new version.
    case amend
    /// Stating the class or the facts of a record or a person anew.
    case classify
    /// Correcting a record.
    case rectify
    /// Moving a record to the patient to whom it belongs.
    case move
    /// Erasing.
    case erase
}
