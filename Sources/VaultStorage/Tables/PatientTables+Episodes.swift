internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension PatientTables {
    /// The use of a slot that seals an episode's events; column `patient_slots.use`.
    private static let episodeUse: Int16 = 1

    func openEpisode(
        of patient: PatientNumber,
        in tree: TreeNumber,
        seal: @escaping @Sendable (_ number: Int32, Slot) throws -> [UInt8]
    ) async throws -> EpisodeRow {
        let mark = LedgerMark(in: controller)
        return try await pool.transaction(scope: controller, proof: mark.proof) { session in
            let (slot, current) = try SlotAllocation.next(of: patient, controller: controller, in: session)
            guard current == tree else { throw KeysRenewed() }
            _ = try session.execute(
                """
                INSERT INTO patient_slots (controller_id, patient_no, serial, use)
                VALUES (\(controller), \(Int64(patient.rawValue)), \(Int32(slot.serial)), \(Self.episodeUse))
                """
            )
            let last = try session.queryOne(
                """
                SELECT coalesce(max(episode_no), 0) FROM episodes
                WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                """
            )
            let number = (try last?.int32(0) ?? 0) + 1
            let sealed = try seal(number, slot)
            _ = try session.execute(
                """
                INSERT INTO episodes
                    (controller_id, patient_no, episode_no, slot, sealed_events, revision)
                VALUES (\(controller), \(Int64(patient.rawValue)), \(number), \(slot.packed), \(sealed), 1)
                """
            )
            session.enqueue([mark.insertion])
            return EpisodeRow(number: number, slot: slot, tree: tree, sealedEvents: sealed, revision: 1)
        }
    }

    func updateEpisode(
        of patient: PatientNumber,
        number: Int32,
        expecting revision: Int32,
        in tree: TreeNumber,
        sealedEvents: [UInt8]
    ) async throws {
        let mark = LedgerMark(in: controller)
        try await pool.transaction(scope: controller, proof: mark.proof) { session in
            // The counter tells an erasure that is being planned that the dates it asked about have changed.
            let active = try session.query(
                """
                UPDATE patients SET next_serial = next_serial + 1 WHERE controller_id = \(controller)
                    AND patient_no = \(Int64(patient.rawValue)) AND state = 'active' RETURNING keyring_no
                """
            )
            guard let current = active.first else {
                throw VaultError(.closed, "this patient is closed: an erasure runs or ran")
            }
            guard try current.int16(0) == tree.rawValue else { throw KeysRenewed() }
            let changed = try session.execute(
                """
                UPDATE episodes SET sealed_events = \(sealedEvents), revision = revision + 1
                WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                    AND episode_no = \(number) AND revision = \(revision)
                """
            )
            guard changed == 1 else {
                throw VaultError(
                    .conflict,
                    "episode \(number) was changed meanwhile; look at it and try again"
                )
            }
            session.enqueue([mark.insertion])
        }
    }

    func episodes(of patient: PatientNumber) async throws -> [EpisodeRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: EpisodeRow.columns) FROM episodes
                WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                ORDER BY episode_no
                """
            ).map { try EpisodeRow(row: $0) }
        }
    }
}
