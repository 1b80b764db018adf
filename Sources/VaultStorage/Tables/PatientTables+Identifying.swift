internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Patients whose corrected identity was lost with a newer database.
extension PatientTables {
    func identify(_ draft: PatientDraft, inPlaceOf lost: RecordID) async throws {
        let (number, record) = (draft.patient.number, draft.identity.record)
        let proof: SQL = """
            SELECT 1 FROM patients WHERE controller_id = \(controller) AND identity_id = \(record.uuid)
                AND patient_no = \(Int64(number.rawValue))
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            let changed = try session.execute(
                """
                UPDATE patients SET identity_id = \(record.uuid)
                WHERE controller_id = \(controller) AND patient_no = \(Int64(number.rawValue)) AND state = 'active'
                    AND identity_id = \(lost.uuid)
                """
            )
            guard changed == 1 else {
                throw VaultError(.conflict, "this patient was changed meanwhile; look at it and try again")
            }
            let slot = try RecordTables.insertNew(
                draft.identity,
                for: number,
                controller: controller,
                in: session
            )
            try Self.replace(draft.search, at: slot, controller: controller, in: session)
        }
    }

    func unnamed(limit: Int) async throws -> [PatientID] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT public_id FROM patients p
                WHERE \(GateTables.isUnnamed(controller: controller))
                ORDER BY patient_no LIMIT \(Int64(limit))
                """
            ).map { PatientID(try $0.uuid(0)) }
        }
    }
}
