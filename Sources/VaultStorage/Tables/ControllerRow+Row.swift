internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ControllerRow {
    static let columns = """
        controller_id, public_id, name, country, keyring_no, epoch, log_origin, state, next_patient_no, leased_until
        """

    init(row: Row) throws {
        guard let tree = TreeNumber(try row.int16(4)), let state = State(rawValue: try row.text(7)) else {
            throw VaultError(.damaged, "a row of controllers has a value out of range")
        }
        self.init(
            number: try row.int32(0),
            id: ControllerID(try row.uuid(1)),
            name: try row.text(2),
            country: try row.text(3),
            tree: tree,
            epoch: Epoch(UInt64(try row.int64(5))),
            origin: try row.text(6),
            state: state,
            nextPatientNumber: UInt64(try row.int64(8)),
            leasedUntil: UInt64(try row.int64(9))
        )
    }
}
