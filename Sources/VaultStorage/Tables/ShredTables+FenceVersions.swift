internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ShredTables {
    /// Closes versions of a record that stays.
    ///
    /// Patient and record stay locked, so that the version that takes their place can be written by the same transaction.
    func fence(
        versions: [VersionNumber],
        of record: RecordID,
        _ serials: [PatientNumber: Int32],
        in session: Session
    ) throws -> Finding {
        // First the patient, then the record, as everybody does who stores, amends or erases.
        let answers = try session.pipeline([
            """
            SELECT 1 FROM patients WHERE controller_id = \(controller) AND patient_no IN
                (SELECT patient_no FROM records WHERE controller_id = \(controller) AND record_id = \(record.uuid))
            FOR UPDATE
            """,
            """
            SELECT r.state, p.state, p.patient_no, p.next_serial
            FROM records r JOIN patients p USING (controller_id, patient_no)
            WHERE r.controller_id = \(controller) AND r.record_id = \(record.uuid) FOR UPDATE OF r
            """,
        ])
        guard let row = answers[1].first else { throw VaultError(.notFound, "there is no such record") }
        let states = [try row.text(0), try row.text(1)]
        guard !states.contains("erased") else { throw VaultError(.erased, "this record was erased already") }
        guard states == ["current", "active"] else {
            throw VaultError(.closed, "an erasure of this record already runs")
        }
        let number = try row.int64(2)
        guard let patient = PatientNumber(UInt64(number)), serials[patient] == (try row.int32(3)) else {
            throw Self.changed
        }
        let found = try session.pipeline([
            """
            UPDATE record_versions v SET state = 'fenced' FROM record_keys k
            WHERE v.controller_id = \(controller) AND v.patient_no = \(number) AND v.record_id = \(record.uuid)
                AND v.version = ANY(\(versions.map(\.rawValue))) AND v.state <> 'fenced'
                AND k.controller_id = v.controller_id AND k.slot = v.slot
            RETURNING v.slot, k.keyring_no
            """,
            SlotAllocation.statement(of: .office, controller: controller),
            LivingTrees.statement(controller: controller),
        ])
        guard !found[0].isEmpty, found[0].count == versions.count else { throw Self.changed }
        return Finding(
            patient: nil,
            prefixes: try LivingTrees(from: found[2]).prefixes(of: found[0]),
            office: try SlotAllocation.slot(of: .office, from: found[1])
        )
    }
}
