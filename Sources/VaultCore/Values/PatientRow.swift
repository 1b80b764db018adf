public import VaultModel

/// A patient as the database knows them: a number and no more.
public struct PatientRow: Sendable {
    /// Where a patient stands.
    public enum State: String, Sendable {
        /// In use.
        case active
        /// Closed for reading and writing; an erasure runs.
        case fenced
        /// Erased.
        case erased
    }

    /// The number inside the controller.
    public let number: PatientNumber
    /// The public id.
    public let id: PatientID
    /// The tree the patient's keys come from.
    public let tree: TreeNumber
    /// Where the patient stands.
    public let state: State

    /// Makes a row.
    public init(number: PatientNumber, id: PatientID, tree: TreeNumber, state: State) {
        self.number = number
        self.id = id
        self.tree = tree
        self.state = state
    }
}
