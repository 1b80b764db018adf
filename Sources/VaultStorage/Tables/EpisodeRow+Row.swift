internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension EpisodeRow {
    static let columns = """
        episode_no, slot, sealed_events, revision,
        (SELECT p.keyring_no FROM patients p WHERE p.controller_id = episodes.controller_id
            AND p.patient_no = episodes.patient_no)
        """

    /// Reads ``columns``.
    init(row: Row) throws {
        guard let slot = Slot(packed: try row.int64(1)), let tree = TreeNumber(try row.int16(4)) else {
            throw VaultError(.damaged, "a row of episodes has a value out of range")
        }
        self.init(
            number: try row.int32(0),
            slot: slot,
            tree: tree,
            sealedEvents: try row.bytes(2),
            revision: try row.int32(3)
        )
    }
}
