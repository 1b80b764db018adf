internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// The move of patients' keys to another tree, as one transaction.
extension KeyRenewalTables {
    /// How many erasures of the office are taken at a time: each may have a long file.
    private static let shredPage = 500

    func move(
        _ patients: [PatientRow],
        to tree: TreeNumber,
        reseal: @escaping @Sendable ([PatientSeals]) throws -> [PatientSeals]
    ) async throws -> KeyCounts {
        let numbers = patients.map { Int64($0.number.rawValue) }
        // One process renews keys; whoever was moved by it stands in the new tree.
        let proof: SQL = """
            SELECT 1 FROM patients WHERE controller_id = \(controller)
                AND patient_no = ANY(\(numbers)) AND keyring_no = \(tree.rawValue) LIMIT 1
            """
        return try await pool.transaction(scope: controller, proof: proof) { session in
            let locked = try lock(numbers, to: tree, in: session)
            guard !locked.isEmpty else { return .none }
            if let office = locked.first(where: { $0.number == .office }) {
                try moveShreds(of: office, to: tree, in: session, reseal)
            }
            let moved = try reseal(read(locked, in: session))
            let written = try session.executeAll(updates(of: moved, to: tree))
            let keys = moved.reduce(0) { $0 + $1.keys.count }
            guard written.first ?? 0 == keys else {
                throw VaultError(
                    .damaged,
                    "not every key of a patient could be moved; run `lethe vault check`"
                )
            }
            session.enqueue([
                """
                UPDATE patients SET keyring_no = \(tree.rawValue), checked_serial = NULL, deep_serial = NULL
                WHERE controller_id = \(controller)
                    AND patient_no = ANY(\(locked.map { Int64($0.number.rawValue) }))
                """
            ])
            return KeyCounts(patients: locked.count { $0.number != .office }, keys: keys)
        }
    }

    /// Locks patients as an erasure does, so that nobody stores, amends or closes anything of theirs meanwhile.
    ///
    /// - Returns: Those who are to be moved: the rows are read once the locks are had.
    private func lock(_ numbers: [Int64], to tree: TreeNumber, in session: Session) throws -> [PatientRow] {
        try session.pipeline([
            """
            SELECT 1 FROM patients p WHERE p.controller_id = \(controller) AND p.patient_no = ANY(\(numbers))
            ORDER BY \(SlotAllocation.order) FOR UPDATE
            """,
            """
            SELECT \(unsafeSQL: PatientRow.columns) FROM patients p
            WHERE controller_id = \(controller) AND patient_no = ANY(\(numbers)) AND state = 'active'
                AND keyring_no <> \(tree.rawValue)
                AND NOT EXISTS (SELECT 1 FROM records r WHERE r.controller_id = p.controller_id
                    AND r.patient_no = p.patient_no AND r.state = 'fenced')
                AND NOT EXISTS (SELECT 1 FROM record_versions v WHERE v.controller_id = p.controller_id
                    AND v.patient_no = p.patient_no AND v.state = 'fenced')
            ORDER BY patient_no
            """,
        ])[1].map { try PatientRow(row: $0) }
    }

    /// Reads everything that the patients' keys open.
    private func read(_ patients: [PatientRow], in session: Session) throws -> [PatientSeals] {
        let numbers = patients.map { Int64($0.number.rawValue) }
        // Each patient's rows by an index: OFFSET 0 keeps the planner from reading whole tables beside the patients.
        let answers = try session.pipeline([
            """
            SELECT k.slot, v.record_id, v.version, k.wrapped
            FROM unnest(\(numbers)) AS n (no)
            CROSS JOIN LATERAL (SELECT slot, wrapped FROM record_keys WHERE controller_id = \(controller)
                AND slot BETWEEN n.no << 23 AND (n.no << 23) + 8388607 OFFSET 0) k
            CROSS JOIN LATERAL (SELECT record_id, version FROM record_versions
                WHERE controller_id = \(controller) AND patient_no = n.no AND slot = k.slot OFFSET 0) v
            """,
            """
            SELECT patient_no, coalesce(search_slot, patient_no << 23), sealed_search FROM patients
            WHERE controller_id = \(controller) AND patient_no = ANY(\(numbers)) AND sealed_search IS NOT NULL
            """,
            """
            SELECT episode_no, revision, slot, sealed_events FROM episodes
            WHERE controller_id = \(controller) AND patient_no = ANY(\(numbers))
            """,
            """
            SELECT l.event_id, l.slot, l.sealed_file
            FROM unnest(\(numbers)) AS n (no)
            CROSS JOIN LATERAL (SELECT event_id, slot, sealed_file FROM log_events
                WHERE controller_id = \(controller)
                    AND slot BETWEEN n.no << 23 AND (n.no << 23) + 8388607 OFFSET 0) l
            """,
            """
            SELECT d.decision_id, d.slot, d.sealed_detail
            FROM unnest(\(numbers)) AS n (no)
            CROSS JOIN LATERAL (SELECT decision_id, slot, sealed_detail, age(xmin) AS age, ctid AS place FROM decisions
                WHERE controller_id = \(controller)
                    AND slot BETWEEN n.no << 23 AND (n.no << 23) + 8388607 OFFSET 0) d
            ORDER BY d.slot, d.age DESC, d.place
            """,
            """
            SELECT patient_no << 23 | serial FROM patient_slots
            WHERE controller_id = \(controller) AND patient_no = ANY(\(numbers))
            UNION ALL SELECT no << 23 FROM unnest(\(numbers)) AS n (no)
            """,
        ])
        let keys = Dictionary(grouping: try answers[0].map(Self.key), by: \.slot.patient)
        var cells = try answers[1].map { row in
            SealedCell(.search, slot: try Self.slot(row, 1), sealed: try row.bytes(2))
        }
        cells += try answers[2].map { row in
            SealedCell(
                .episode(number: try row.int32(0), revision: try row.int32(1)),
                slot: try Self.slot(row, 2),
                sealed: try row.bytes(3)
            )
        }
        cells += try answers[3].map { row in
            SealedCell(
                .event(EventID(try row.uuid(0))),
                slot: try Self.slot(row, 1),
                sealed: try row.bytes(2)
            )
        }
        cells += try answers[4].map { row in
            SealedCell(
                .decision(DecisionID(try row.uuid(0))),
                slot: try Self.slot(row, 1),
                sealed: try row.bytes(2)
            )
        }
        if patients.contains(where: { $0.number == .office }) {
            cells += try session.query(
                "SELECT \(unsafeSQL: StaffTables.columns) FROM staff WHERE controller_id = \(controller)"
            ).map(StaffTables.row).map { SealedCell(.staff($0), slot: $0.slot, sealed: $0.sealedName) }
        }
        let others = Dictionary(grouping: try answers[5].map { try Self.slot($0, 0) }, by: \.patient)
        let byPatient = Dictionary(grouping: cells, by: \.slot.patient)
        return patients.map { patient in
            PatientSeals(
                patient: patient,
                keys: keys[patient.number] ?? [],
                cells: byPatient[patient.number] ?? [],
                otherSlots: others[patient.number] ?? []
            )
        }
    }

    /// Moves what erasures keep under the office's slots, page by page: there may be many.
    private func moveShreds(
        of office: PatientRow,
        to tree: TreeNumber,
        in session: Session,
        _ reseal: ([PatientSeals]) throws -> [PatientSeals]
    ) throws {
        var last = ShredID(bytes: [UInt8](repeating: 0, count: 16))
        while let after = last {
            let rows = try session.query(
                """
                SELECT shred_id, slot, sealed_order, sealed_file FROM shreds
                WHERE controller_id = \(controller) AND shred_id > \(after.uuid)
                ORDER BY shred_id LIMIT \(Int64(Self.shredPage))
                """
            )
            var cells: [SealedCell] = []
            for row in rows {
                let (id, slot) = (ShredID(try row.uuid(0)), try Self.slot(row, 1))
                cells.append(SealedCell(.shredOrder(id), slot: slot, sealed: try row.bytes(2)))
                if let file = try row.bytesOrNil(3) {
                    cells.append(SealedCell(.shredFile(id), slot: slot, sealed: file))
                }
            }
            guard !cells.isEmpty else { return }
            let seals = PatientSeals(patient: office, keys: [], cells: cells, otherSlots: [])
            _ = try session.executeAll(updates(of: try reseal([seals]), to: tree))
            last = try rows.last.map { ShredID(try $0.uuid(0)) }
        }
    }

    private static func key(_ row: Row) throws -> PatientSeals.WrappedKey {
        guard let version = VersionNumber(try row.int32(2)) else { throw damaged }
        return PatientSeals.WrappedKey(
            slot: try slot(row, 0),
            record: RecordID(try row.uuid(1)),
            version: version,
            wrapped: try row.bytes(3)
        )
    }

    private static func slot(_ row: Row, _ column: Int) throws -> Slot {
        guard let slot = Slot(packed: try row.int64(column)) else { throw damaged }
        return slot
    }

    private static let damaged = VaultError(.damaged, "a row with a key has a value out of range")
}
