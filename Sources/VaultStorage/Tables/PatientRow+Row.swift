internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension PatientRow {
    static let columns = "patient_no, public_id, keyring_no, state, next_serial, identity_id, person_no"

    /// How many ``columns`` there are.
    static let columnCount = 7

    /// Reads ``columns`` from a row, beginning at column `first`.
    init(row: Row, at first: Int = 0) throws {
        guard let number = PatientNumber(UInt64(try row.int64(first))),
            let tree = TreeNumber(try row.int16(first + 2)),
            let state = State(rawValue: try row.text(first + 3))
        else { throw VaultError(.damaged, "a row of patients has a value out of range") }
        self.init(
            number: number,
            id: PatientID(try row.uuid(first + 1)),
            tree: tree,
            state: state,
            serial: try row.int32(first + 4),
            identity: try row.uuidOrNil(first + 5).map { RecordID($0) },
            person: try row.int64OrNil(first + 6).flatMap { PatientNumber(UInt64($0)) }
        )
    }
}
