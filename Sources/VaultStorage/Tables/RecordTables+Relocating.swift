internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// The rows of records that go to another patient, in a move and when one is repeated on an older database.
extension RecordTables {
    /// A version that goes from one place to another.
    struct Relocation {
        let record: RecordID
        let old: Slot
        let new: Slot
        /// Its facts, when they were sealed anew.
        let sealedFacts: [UInt8]?
    }

    /// Puts keys that were wrapped for new places in the place of the old ones.
    static func replacement(of old: [Slot], by wraps: [MoveFile.Place], controller: Int32) -> [SQL] {
        [
            "DELETE FROM record_keys WHERE controller_id = \(controller) AND slot = ANY(\(old.map(\.packed)))",
            """
            INSERT INTO record_keys (controller_id, keyring_no, slot, wrapped, wrap_algorithm)
            SELECT \(controller), k.tree, k.slot, k.wrapped, 1
            FROM unnest(\(wraps.map(\.tree.rawValue)), \(wraps.map(\.slot.packed)), \(wraps.map(\.wrapped)))
                AS k (tree, slot, wrapped)
            """,
        ]
    }

    /// Has the rows of versions of one patient belong to another.
    static func relocation(of versions: [Relocation], episode: Int32?, controller: Int32) -> [SQL] {
        guard let first = versions.first else { return [] }
        let (from, to) = (Int64(first.old.patient.rawValue), Int64(first.new.patient.rawValue))
        let records = Set(versions.map(\.record)).map(\.uuid)
        let (old, new) = (versions.map(\.old.packed), versions.map(\.new.packed))
        return [
            """
            UPDATE records SET patient_no = \(to), episode_no = \(episode)
            WHERE controller_id = \(controller) AND patient_no = \(from) AND record_id = ANY(\(records))
            """,
            """
            UPDATE record_versions v SET patient_no = \(to), slot = m.new, review_month = NULL,
                sealed_facts = coalesce(m.facts, v.sealed_facts),
                facts_revision = v.facts_revision + (m.facts IS NOT NULL)::int4
            FROM unnest(\(old), \(new), \(versions.map(\.sealedFacts))) AS m (old, new, facts)
            WHERE v.controller_id = \(controller) AND v.patient_no = \(from) AND v.slot = m.old
            """,
            """
            UPDATE record_parts s SET slot = m.new FROM unnest(\(old), \(new)) AS m (old, new)
            WHERE s.controller_id = \(controller) AND s.slot = m.old
            """,
            """
            UPDATE record_links SET patient_no = \(to)
            WHERE controller_id = \(controller) AND patient_no = \(from) AND from_record = ANY(\(records))
            """,
            """
            UPDATE aliases SET patient_no = \(to)
            WHERE controller_id = \(controller) AND patient_no = \(from) AND record_id = ANY(\(records))
            """,
        ]
    }
}
