internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension EpisodeRow {
    /// Reads number, slot, sealed events and revision.
    init(row: Row) throws {
        guard let slot = Slot(packed: try row.int64(1)) else {
            throw VaultError(.damaged, "a row of episodes has a slot out of range")
        }
        self.init(
            number: try row.int32(0),
            slot: slot,
            sealedEvents: try row.bytes(2),
            revision: try row.int32(3)
        )
    }
}
