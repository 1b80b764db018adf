internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension RecordTables {
    func restate(_ draft: RestatementDraft) async throws {
        let patient = Int64(draft.patient.rawValue)
        let versions = draft.versions
        let mark = LedgerMark(in: controller)
        try await pool.transaction(scope: controller, proof: mark.proof) { session in
            // The counter tells who plans an erasure, or knows the person's facts, that they have changed.
            let answers = try session.pipeline([
                """
                UPDATE patients SET next_serial = next_serial + 1 WHERE controller_id = \(controller)
                    AND patient_no = \(patient) AND state = 'active' RETURNING keyring_no
                """,
                """
                SELECT state, current_version FROM records WHERE controller_id = \(controller)
                    AND patient_no = \(patient) AND record_id = \(draft.record.uuid) FOR UPDATE
                """,
            ])
            guard let tree = try answers[0].first?.int16(0) else {
                throw VaultError(.closed, "this patient is closed: an erasure runs or ran")
            }
            guard let record = answers[1].first, try record.text(0) == "current" else {
                throw VaultError(.closed, "this record is closed: an erasure runs or ran")
            }
            let changed = try session.execute(
                """
                UPDATE record_versions v SET sealed_facts = d.facts, facts_revision = v.facts_revision + 1
                FROM unnest(\(versions.map(\.slot.packed)), \(versions.map(\.revision)),
                    \(versions.map(\.sealedFacts))) AS d (slot, revision, facts)
                WHERE v.controller_id = \(controller) AND v.patient_no = \(patient) AND v.slot = d.slot
                    AND v.facts_revision = d.revision
                    AND v.record_id = \(draft.record.uuid) AND v.state <> 'fenced'
                """
            )
            guard try record.int32(1) == draft.currentVersion.rawValue, changed == versions.count else {
                throw VaultError(.conflict, "this record was changed meanwhile; look at it and try again")
            }
            guard draft.decisions.allSatisfy({ $0.tree.rawValue == tree }) else { throw KeysRenewed() }
            session.enqueue([
                DecisionTables.insertion(of: draft.decisions, controller: controller),
                mark.insertion,
            ])
        }
    }
}
