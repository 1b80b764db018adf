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
    /// The next serial: every change of the patient's file raises it.
    public let serial: Int32
    /// The record that says who the patient is; gone with the patient.
    public let identity: RecordID?
    /// The leading number of the person, when they have several.
    public let person: PatientNumber?

    /// Makes a row.
    public init(
        number: PatientNumber,
        id: PatientID,
        tree: TreeNumber,
        state: State,
        serial: Int32,
        identity: RecordID?,
        person: PatientNumber? = nil
    ) {
        self.number = number
        self.id = id
        self.tree = tree
        self.state = state
        self.serial = serial
        self.identity = identity
        self.person = person
    }

    /// The same patient with keys of another tree.
    func moved(to tree: TreeNumber) -> Self {
        Self(
            number: number,
            id: id,
            tree: tree,
            state: state,
            serial: serial,
            identity: identity,
            person: person
        )
    }

    /// The same patient with another record that says who they are.
    func identified(by record: RecordID) -> Self {
        Self(
            number: number,
            id: id,
            tree: tree,
            state: state,
            serial: serial,
            identity: record,
            person: person
        )
    }
}
