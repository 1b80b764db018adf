internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension RecordTables {
    func rectify(_ draft: RectificationDraft) async throws -> ShredRow? {
        let controller = controller
        let shreds = ShredTables(pool: pool, controller: controller)
        let proof = proof(of: draft.version, for: draft.patient)
        return try await pool.transaction(scope: controller, proof: proof) { session in
            let serial = try session.queryOne(
                """
                SELECT next_serial FROM patients
                WHERE controller_id = \(controller) AND patient_no = \(Int64(draft.patient.rawValue)) FOR UPDATE
                """
            )
            guard try serial?.int32(0) == draft.plannedSerial else { throw ShredTables.changed }
            // What is wrong is closed and what is right is stored by one commit: nobody ever reads both, or neither.
            let shred = try draft.shred.map { try shreds.fence($0, in: session) }
            let slot = try Self.amend(draft.version, of: draft.patient, controller: controller, in: session)
            let event = try draft.event(draft.version.commitment())
            try LogEventTables.insert(event, at: slot, controller: controller, in: session)
            if let search = draft.search {
                try PatientTables.replace(search, at: slot, controller: controller, in: session)
            }
            if let statement = draft.statement {
                let record = draft.version.record
                try insert(statement, for: draft.patient, linked: .disagreement, to: record, in: session)
            }
            session.enqueue([DecisionTables.insertion(of: [try draft.decision(slot)], controller: controller)]
            )
            return shred
        }
    }

    func store(
        _ draft: VersionDraft,
        for patient: PatientNumber,
        linked kind: RecordLink.Kind,
        to record: RecordID
    ) async throws {
        try await pool.transaction(scope: controller, proof: proof(of: draft, for: patient)) { session in
            try insert(draft, for: patient, linked: kind, to: record, in: session)
        }
    }

    private func insert(
        _ draft: VersionDraft,
        for patient: PatientNumber,
        linked kind: RecordLink.Kind,
        to record: RecordID,
        in session: Session
    ) throws {
        try Self.insertNew(draft, for: patient, controller: controller, in: session)
        // Whoever erases a record asks for the patient's row first, which this transaction holds by now.
        let linked = try session.execute(
            """
            INSERT INTO record_links (controller_id, patient_no, from_record, to_record, kind)
            SELECT controller_id, patient_no, \(draft.record.uuid), record_id, \(kind.rawValue) FROM records
            WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                AND record_id = \(record.uuid) AND state = 'current'
            """
        )
        guard linked == 1 else {
            throw VaultError(.closed, "the record that this belongs to is closed: an erasure runs or ran")
        }
    }

    func links(of patient: PatientNumber) async throws -> [RecordLink] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT from_record, to_record, kind FROM record_links
                WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                ORDER BY to_record, from_record
                """
            ).map { row in
                guard let kind = RecordLink.Kind(rawValue: try row.int16(2)) else {
                    throw VaultError(.damaged, "a row of record_links has a value out of range")
                }
                return RecordLink(
                    from: RecordID(try row.uuid(0)),
                    to: RecordID(try row.uuid(1)),
                    kind: kind
                )
            }
        }
    }
}
