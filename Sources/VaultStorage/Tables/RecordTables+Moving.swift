internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension RecordTables {
    func move(_ draft: MoveDraft) async throws -> ShredRow {
        let controller = controller
        let shreds = ShredTables(pool: pool, controller: controller)
        let proof = shreds.proof(of: draft.shred.id, in: "true")
        return try await pool.transaction(scope: controller, proof: proof) { session in
            try lock(draft, in: session)
            let places = try places(of: draft, in: session)
            let wraps = try wraps(draft, places, in: session)
            // Before anything commits: once the old places are destroyed, an older copy has the keys from there alone.
            try draft.file(wraps)
            try session.executeAll(
                rewrapping(draft, places, wraps, in: session)
                    + Self.relocation(
                        of: places.map {
                            Relocation(
                                record: $0.version.record,
                                old: $0.version.slot,
                                new: $0.new,
                                sealedFacts: $0.version.sealedFacts
                            )
                        },
                        episode: draft.episode,
                        controller: controller
                    )
            )
            guard let newest = places.last(where: { $0.version.record == draft.record })?.new,
                let scope = Slot(patient: draft.from.number, serial: 0)
            else { throw ShredTables.nothing }
            // What the file is told that they leave goes with that patient alone.
            try LogEventTables.insert(draft.departure, at: scope, controller: controller, in: session)
            try LogEventTables.insert(draft.arrival, at: newest, controller: controller, in: session)
            let office = try SlotAllocation.next(of: .office, controller: controller, in: session)
            let trees = try LivingTrees(from: session.query(LivingTrees.statement(controller: controller)))
            return try shreds.order(
                draft.shred,
                for: ShredTables.Finding(
                    patient: nil,
                    prefixes: places.flatMap { place in
                        trees.beside(draft.from.tree).map { .slot(place.version.slot, in: $0) }
                    },
                    office: office
                ),
                in: session
            )
        }
    }

    /// A version and the place of its key in the right file.
    private struct Place {
        let version: MoveDraft.Version
        let new: Slot
    }

    /// Locks both patients and the records, when nothing of the two files has changed since the rules were asked.
    private func lock(_ draft: MoveDraft, in session: Session) throws {
        let records = Set(draft.versions.map(\.record)).map(\.uuid)
        let numbers = [draft.from, draft.to].map { Int64($0.number.rawValue) }
        // First the patients, by number, then the records, as everybody does who stores, amends or erases.
        let answers = try session.pipeline([
            """
            SELECT patient_no, state, next_serial, keyring_no FROM patients
            WHERE controller_id = \(controller) AND patient_no = ANY(\(numbers)) ORDER BY patient_no FOR UPDATE
            """,
            """
            SELECT r.state, r.patient_no, EXISTS (SELECT 1 FROM record_versions v
                WHERE v.controller_id = r.controller_id AND v.patient_no = r.patient_no
                    AND v.record_id = r.record_id AND v.state = 'fenced')
            FROM records r WHERE r.controller_id = \(controller) AND r.record_id = ANY(\(records))
            ORDER BY r.record_id FOR UPDATE
            """,
        ])
        guard answers[0].count == 2, answers[1].count == records.count else {
            throw VaultError(.notFound, "there is no such record or patient")
        }
        guard try answers[0].allSatisfy({ try $0.text(1) == "active" }) else {
            throw VaultError(.closed, "one of the two patients is closed: an erasure runs or ran")
        }
        for patient in [draft.from, draft.to] {
            let row = try answers[0].first { try $0.int64(0) == Int64(patient.number.rawValue) }
            guard try row?.int32(2) == patient.serial, try row?.int16(3) == patient.tree.rawValue else {
                throw ShredTables.changed
            }
        }
        guard try answers[1].allSatisfy({ try $0.text(0) == "current" && !$0.bool(2) }) else {
            throw VaultError(
                .closed,
                "an erasure of this record, or of earlier versions of it, runs; finish it first"
            )
        }
        guard try answers[1].allSatisfy({ try $0.int64(1) == numbers[0] }) else { throw ShredTables.changed }
    }

    /// Hands out a place of the right patient for every version; of the wrong patient it raises the counter alone, so that
    /// whoever knows that file notices.
    private func places(of draft: MoveDraft, in session: Session) throws -> [Place] {
        let count = Int32(draft.versions.count)
        let answers = try session.pipeline([
            """
            UPDATE patients SET next_serial = next_serial + \(count)
            WHERE controller_id = \(controller) AND patient_no = \(Int64(draft.to.number.rawValue))
            RETURNING next_serial - \(count),
                (SELECT serial_mark FROM controllers WHERE controller_id = \(controller))
            """,
            """
            UPDATE patients SET next_serial = next_serial + 1
            WHERE controller_id = \(controller) AND patient_no = \(Int64(draft.from.number.rawValue))
            """,
        ])
        guard let row = answers[0].first else { throw ShredTables.changed }
        let first = try row.int32(0)
        guard first + count <= (try row.int32(1)) else { throw SlotAllocation.exhausted }
        return try draft.versions.enumerated().map { number, version in
            guard let slot = Slot(patient: draft.to.number, serial: UInt32(first) + UInt32(number)) else {
                throw VaultError(.unusable, "this patient has no room left for another version")
            }
            return Place(version: version, new: slot)
        }
    }

    /// Wraps record keys for the new places.
    private func wraps(_ draft: MoveDraft, _ places: [Place], in session: Session) throws -> [MoveFile.Place]
    {
        let old = places.map(\.version.slot.packed)
        let rows = try session.query(
            "SELECT slot, wrapped FROM record_keys WHERE controller_id = \(controller) AND slot = ANY(\(old))"
        )
        guard rows.count == places.count else { throw ShredTables.changed }
        let wrapped = Dictionary(
            try rows.map { (try $0.int64(0), try $0.bytes(1)) },
            uniquingKeysWith: { first, _ in first }
        )
        return try places.map { place in
            let version = place.version
            guard let key = wrapped[version.slot.packed] else { throw ShredTables.damaged }
            return MoveFile.Place(
                record: version.record,
                version: version.version,
                tree: draft.to.tree,
                slot: place.new,
                wrapped: try draft.reseal(
                    .key(version.record, version.version),
                    key,
                    version.slot,
                    place.new
                ),
                sealedFacts: version.sealedFacts
            )
        }
    }

    /// Seals under the new places what was sealed under the old ones, of which nothing stays.
    private func rewrapping(
        _ draft: MoveDraft,
        _ places: [Place],
        _ wraps: [MoveFile.Place],
        in session: Session
    ) throws -> [SQL] {
        let old = places.map(\.version.slot.packed)
        let new = Dictionary(
            places.map { ($0.version.slot, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        func moved(_ row: Row, _ column: Int) throws -> (from: Slot, to: Place) {
            guard let slot = Slot(packed: try row.int64(column)), let place = new[slot] else {
                throw ShredTables.damaged
            }
            return (slot, place)
        }
        let answers = try session.pipeline([
            // In the order of storing, which they keep.
            """
            SELECT slot, decision_id, decided_on, sealed_detail FROM decisions
            WHERE controller_id = \(controller) AND slot = ANY(\(old))
            ORDER BY decided_on, age(xmin) DESC, ctid
            """,
            "SELECT slot, event_id, sealed_file FROM log_events WHERE controller_id = \(controller) AND slot = ANY(\(old))",
        ])
        let decisions = try answers[0].map { row in
            let (from, place) = try moved(row, 0)
            let id = DecisionID(try row.uuid(1))
            let sealed = try draft.reseal(.decision(id), row.bytes(3), from, place.new)
            return (slot: place.new.packed, id: id.uuid, day: try row.date(2), sealed: sealed)
        }
        let events = try answers[1].map { row in
            let (from, place) = try moved(row, 0)
            let id = EventID(try row.uuid(1))
            let sealed = try draft.reseal(.event(id), row.bytes(2), from, place.new)
            return (slot: place.new.packed, id: id.uuid, sealed: sealed)
        }
        return Self.replacement(of: places.map(\.version.slot), by: wraps, controller: controller) + [
            "DELETE FROM decisions WHERE controller_id = \(controller) AND slot = ANY(\(old))",
            """
            INSERT INTO decisions (controller_id, slot, decision_id, decided_on, sealed_detail)
            SELECT \(controller), d.slot, d.id, d.day::date, d.detail
            FROM unnest(\(decisions.map(\.slot)), \(decisions.map(\.id)), \(decisions.map(\.day)),
                \(decisions.map(\.sealed))) WITH ORDINALITY AS d (slot, id, day, detail, place) ORDER BY d.place
            """,
            """
            UPDATE log_events l SET slot = e.slot, sealed_file = e.sealed
            FROM unnest(\(events.map(\.slot)), \(events.map(\.id)), \(events.map(\.sealed)))
                AS e (slot, id, sealed)
            WHERE l.controller_id = \(controller) AND l.event_id = e.id
            """,
        ]
    }
}
