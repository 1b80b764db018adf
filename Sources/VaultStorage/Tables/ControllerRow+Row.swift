internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ControllerRow {
    static let columns = """
        controller_id, public_id, name, country,
        ARRAY(SELECT key || '=' || value FROM jsonb_each_text(facts)), keyring_no, epoch, log_origin, state, next_patient_no, leased_until
        """

    init(row: Row) throws {
        let facts = try row.texts(4).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts.count > 1 ? parts[1] : ""))
        }
        guard let tree = TreeNumber(try row.int16(5)), let state = State(rawValue: try row.text(8)) else {
            throw VaultError(.damaged, "a row of controllers has a value out of range")
        }
        self.init(
            number: try row.int32(0),
            id: ControllerID(try row.uuid(1)),
            name: try row.text(2),
            country: try row.text(3),
            facts: Dictionary(facts, uniquingKeysWith: { first, _ in first }),
            tree: tree,
            epoch: Epoch(UInt64(try row.int64(6))),
            origin: try row.text(7),
            state: state,
            nextPatientNumber: UInt64(try row.int64(9)),
            leasedUntil: UInt64(try row.int64(10))
        )
    }
}
