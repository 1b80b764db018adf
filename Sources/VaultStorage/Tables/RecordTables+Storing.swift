internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Many new records in one transaction: one statement for all patients, then one for each table.
///
/// Rows come from arrays, since PostgreSQL refuses COPY where row-level security binds the role.
extension RecordTables {
    func store(_ batch: [NewRecord]) async throws -> [NewRecord.Outcome] {
        try await store(batch, isWhole: false)
    }

    func storeWhole(_ batch: [NewRecord]) async throws -> [NewRecord.Outcome] {
        do {
            return try await store(batch, isWhole: true)
        } catch let obstacle as Obstacle {
            return obstacle.outcomes
        }
    }

    /// Why nothing of a whole was written.
    private struct Obstacle: Error {
        let outcomes: [NewRecord.Outcome]

        init?(_ outcomes: [NewRecord.Outcome]) {
            let isStored = outcomes.allSatisfy { if case .stored = $0 { true } else { false } }
            guard !isStored else { return nil }
            self.outcomes = outcomes
        }
    }

    private func store(_ batch: [NewRecord], isWhole: Bool) async throws -> [NewRecord.Outcome] {
        guard !batch.isEmpty else { return [] }
        let ids = batch.map(\.draft.record.uuid)
        let proof: SQL = """
            SELECT 1 FROM records WHERE controller_id = \(controller) AND record_id = ANY(\(ids)) LIMIT 1
            """
        return try await pool.transaction(scope: controller, retrySerialization: true, proof: proof) {
            session in
            var outcomes = try allocate(batch, in: session)
            try claimAliases(of: batch, &outcomes, in: session)
            var rows = NewRecordRows(controller: controller)
            for (number, record) in batch.enumerated() {
                guard case .stored(let slot) = outcomes[number] else { continue }
                do {
                    try rows.append(record, at: slot)
                } catch let error as KeyringError where error.code == .evicted || error.code == .punctured {
                    outcomes[number] = .keysTaken
                }
            }
            if isWhole, let obstacle = Obstacle(outcomes) { throw obstacle }
            session.enqueue(removal(of: batch, outcomes) + rows.insertions)
            return outcomes
        }
    }

    /// Hands out the slots of all patients, whose rows are locked in one order.
    private func allocate(_ batch: [NewRecord], in session: Session) throws -> [NewRecord.Outcome] {
        var counts: [SlotRun: Int32] = [:]
        for record in batch { counts[SlotRun(record), default: 0] += 1 }
        let wanted = counts.sorted { $0.key.patient.rawValue < $1.key.patient.rawValue }
        let statement = SlotAllocation.statement(
            ofEach: wanted.map(\.key.patient),
            in: wanted.map(\.key.tree),
            counts: wanted.map(\.value),
            controller: controller
        )
        var runs: [PatientNumber: (tree: TreeNumber?, isActive: Bool, next: Int32?)] = [:]
        for row in try session.query(statement) {
            guard let patient = PatientNumber(UInt64(try row.int64(0))) else { continue }
            runs[patient] = (TreeNumber(try row.int16(1)), try row.bool(2), try row.int32OrNil(3))
        }
        return batch.map { record in
            guard let run = runs[record.patient], run.isActive else { return .closed }
            guard run.tree == record.draft.tree else { return .keysRenewed }
            guard let next = run.next, let slot = Slot(patient: record.patient, serial: UInt32(next)) else {
                return .exhausted
            }
            runs[record.patient]?.next = next + 1
            return .stored(slot)
        }
    }

    /// Writes the aliases of what is being stored; what has one that is taken is known already.
    private func claimAliases(
        of batch: [NewRecord],
        _ outcomes: inout [NewRecord.Outcome],
        in session: Session
    ) throws {
        let claims = zip(batch, outcomes).flatMap { record, outcome -> [(NewRecord, AliasToken)] in
            guard case .stored = outcome else { return [] }
            return Set(record.aliases).map { (record, $0) }
        }
        guard !claims.isEmpty else { return }
        // In the order of the index, so that no two of these wait for each other; and of two documents with one source id
        // the same wins under every index key.
        let rows = try session.query(
            """
            INSERT INTO aliases (controller_id, token_key_no, token, patient_no, record_id)
            SELECT \(controller), t.key, t.token, t.patient_no, t.record_id
            FROM unnest(\(claims.map(\.1.key)), \(claims.map(\.1.token)),
                \(claims.map { Int64($0.0.patient.rawValue) }), \(claims.map(\.0.draft.record.uuid)))
                AS t (key, token, patient_no, record_id)
            ORDER BY t.key, t.token, t.record_id ON CONFLICT DO NOTHING RETURNING record_id
            """
        )
        var claimed: [RecordID: Int] = [:]
        for row in rows { claimed[RecordID(try row.uuid(0)), default: 0] += 1 }
        for (number, record) in batch.enumerated() {
            guard case .stored = outcomes[number] else { continue }
            let wanted = Set(record.aliases).count
            if claimed[record.draft.record, default: 0] < wanted { outcomes[number] = .known }
        }
    }

    /// Takes back the aliases of what is not stored after all.
    private func removal(of batch: [NewRecord], _ outcomes: [NewRecord.Outcome]) -> [SQL] {
        let dropped = zip(batch, outcomes).filter { record, outcome in
            !record.aliases.isEmpty && (outcome == .known || outcome == .keysTaken)
        }
        guard !dropped.isEmpty else { return [] }
        return [
            """
            DELETE FROM aliases a
            USING unnest(\(dropped.map { Int64($0.0.patient.rawValue) }), \(dropped.map(\.0.draft.record.uuid)))
                AS t (patient_no, record_id)
            WHERE a.controller_id = \(controller) AND a.patient_no = t.patient_no AND a.record_id = t.record_id
            """
        ]
    }
}

/// New records of one patient whose keys come from one tree.
private struct SlotRun: Hashable {
    let patient: PatientNumber
    let tree: TreeNumber

    init(_ record: NewRecord) {
        patient = record.patient
        tree = record.draft.tree
    }
}
