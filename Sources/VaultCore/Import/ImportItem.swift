public import VaultModel

/// One document that is to be imported, and whose it is.
public struct ImportItem: Sendable {
    /// Whose a document is.
    public enum Owner: Hashable, Sendable {
        /// The patient with a public id.
        case patient(PatientID)
        /// The patient whom a strong identifier finds.
        case identified(PatientIdentifier)
        /// Nobody: it belongs to the office.
        case office
    }

    /// What whoever imports it calls it, such as the number of its line.
    public let number: Int
    /// Whose it is.
    public let owner: Owner
    /// The document; it is read when its turn has come.
    public let intake: Intake
    /// The ids that the sender knows it by, each with the sender's name; what is stored under one is not stored again.
    public let sources: [String]
    /// About how many bytes it has; it decides how many documents are in memory together.
    public let size: Int
    /// The id of the record that it becomes, where others refer to it; drawn for it and used nowhere else.
    public let record: RecordID?

    /// Makes an item.
    public init(
        number: Int,
        owner: Owner,
        intake: Intake,
        sources: [String],
        size: Int,
        record: RecordID? = nil
    ) {
        self.number = number
        self.owner = owner
        self.intake = intake
        self.sources = sources
        self.size = size
        self.record = record
    }
}
