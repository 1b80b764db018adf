import Foundation
import PostgresClient
import Testing

/// The migrations of the vault on rows that were written before them.
@Suite struct VaultMigrationTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "migrations").path

    private static func digest(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

    /// What was published, and who the patients are, is the same afterwards, for every controller.
    @Test func rowsOfTheFirstSurviveTheSecond() async throws {
        let pool = try await ClusterFixture.pool()
        let all = try Migrator(directory: Self.folder)
        let first = try Migrator(Array(all.migrations.prefix(1)))
        try await first.migrate(pool)
        let identities = [UUID(), UUID()]
        for controller in [Int32(1), 2] {
            try await pool.transaction(scope: controller, proof: nil) { session in
                try Self.fill(controller, identity: identities[Int(controller) - 1], in: session)
            }
        }
        let applied = try await all.migrate(pool)
        #expect(applied.map(\.version) == all.migrations.dropFirst().map(\.version))
        for controller in [Int32(1), 2] {
            try await pool.withSession(scope: controller) { session in
                try Self.expectPublications(of: controller, in: session)
                let living = try session.query(
                    """
                    SELECT identity_id, reviewed_serial FROM patients
                    WHERE controller_id = \(controller) AND patient_no = 1
                    """
                )
                #expect(try living.map { try $0.uuidOrNil(0) } == [identities[Int(controller) - 1]])
                #expect(try living.map { try $0.int32OrNil(1) } == [nil], "everybody waits for a review")
                let erased = try session.query(
                    "SELECT identity_id FROM patients WHERE controller_id = \(controller) AND patient_no = 2"
                )
                #expect(try erased.map { try $0.uuidOrNil(0) } == [nil])
                let versions = try session.query(
                    "SELECT 1 FROM record_versions WHERE controller_id = \(controller)"
                )
                #expect(versions.count == 2)
                try Self.expectDivided(of: controller, identity: identities[Int(controller) - 1], in: session)
                // Each controller sees its own, as before.
                let others = try session.query(
                    "SELECT 1 FROM publications WHERE controller_id <> \(controller)"
                )
                #expect(others.isEmpty)
            }
        }
        let unforced = try await pool.withSession(scope: 1) { session in
            try session.query(
                """
                SELECT c.relname FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'controller_id'
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                    AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                """
            ).map { try $0.text(0) }
        }
        #expect(unforced.isEmpty)
    }

    /// Writes as the first version of the product did: three rulebooks, published in another order than that of their
    /// days; a patient with two records, the identity first; a patient who was erased.
    private static func fill(_ controller: Int32, identity: UUID, in session: Session) throws {
        _ = try session.execute(
            """
            INSERT INTO controllers (controller_id, public_id, name, country, keyring_no, epoch, log_origin, state,
                next_patient_no, leased_until)
            VALUES (\(controller), \(UUID()), \("Klinik \(controller)"), 'DE', 1, 1, \("lethe/\(controller)"),
                'open', 3, 64)
            """
        )
        for (byte, day) in [(UInt8(1), "2026-03-01"), (2, "2026-01-01"), (3, "2026-02-01")] {
            _ = try session.execute(
                """
                INSERT INTO rulebooks (controller_id, digest, archive, active_from)
                VALUES (\(controller), \(digest(byte)), \([byte]), \(date: day))
                """
            )
        }
        for (number, state) in [(Int64(1), "active"), (2, "erased")] {
            _ = try session.execute(
                """
                INSERT INTO patients (controller_id, patient_no, public_id, keyring_no, state, next_serial)
                VALUES (\(controller), \(number), \(UUID()), 1, \(state), 3)
                """
            )
        }
        // The identity is what was stored first, whatever its id.
        for (serial, record) in [(Int64(1), identity), (2, UUID())] {
            _ = try session.execute(
                """
                INSERT INTO record_versions (controller_id, patient_no, record_id, version, slot, stored_on, state,
                    sealed_meta, sealed_facts, facts_revision, commitment)
                VALUES (\(controller), 1, \(record), 1, \(Int64(1) << 23 | serial), \(date: "2026-03-02"), 'live',
                    \([UInt8(0)]), \([UInt8(0)]), 1, \(digest(9)))
                """
            )
            _ = try session.execute(
                """
                INSERT INTO records (controller_id, patient_no, record_id, episode_no, current_version, state)
                VALUES (\(controller), 1, \(record), 7, 1, 'current')
                """
            )
            _ = try session.execute(
                """
                INSERT INTO record_keys (controller_id, keyring_no, slot, wrapped, wrap_algorithm)
                VALUES (\(controller), 1, \(Int64(1) << 23 | serial), \([UInt8(controller), UInt8(serial)]), 1)
                """
            )
            _ = try session.execute(
                """
                INSERT INTO record_parts (controller_id, slot, part, body, length, chunk_size)
                VALUES (\(controller), \(Int64(1) << 23 | serial), 0, \(body(serial)), 3000, 65536)
                """
            )
        }
    }

    private static func body(_ serial: Int64) -> [UInt8] { [UInt8](repeating: UInt8(serial), count: 3000) }

    /// Records, versions, keys and parts are what they were before they were divided.
    private static func expectDivided(of controller: Int32, identity: UUID, in session: Session) throws {
        let rows = try session.query(
            """
            SELECT r.record_id, r.episode_no, v.slot, k.wrapped, s.body
            FROM records r JOIN record_versions v USING (controller_id, patient_no, record_id)
            JOIN record_keys k USING (controller_id, slot) JOIN record_parts s USING (controller_id, slot)
            WHERE r.controller_id = \(controller) AND r.patient_no = 1 AND r.state = 'current' ORDER BY v.slot
            """
        )
        #expect(rows.count == 2)
        #expect(try rows.first?.uuid(0) == identity)
        #expect(try rows.map { try $0.int32(1) } == [7, 7])
        #expect(try rows.map { try $0.int64(2) } == [1 << 23 | 1, 1 << 23 | 2])
        #expect(try rows.map { try $0.bytes(3) } == [[UInt8(controller), 1], [UInt8(controller), 2]])
        #expect(try rows.map { try $0.bytes(4) } == [body(1), body(2)])
        // Nobody has a place of a key that is another patient's, nor one that is taken.
        let places: [(patient: Int64, slot: Int64)] = [(2, 1 << 23 | 3), (1, 1 << 23 | 1)]
        for place in places {
            #expect(throws: PostgresError.self) {
                try session.execute(
                    """
                    INSERT INTO record_versions (controller_id, patient_no, record_id, version, slot, stored_on, state,
                        sealed_meta, sealed_facts, facts_revision, commitment)
                    VALUES (\(controller), \(place.patient), \(UUID()), 1, \(place.slot), \(date: "2026-03-02"), 'live',
                        \([UInt8(0)]), \([UInt8(0)]), 1, \(digest(9)))
                    """
                )
            }
        }
    }

    private static func expectPublications(of controller: Int32, in session: Session) throws {
        let rows = try session.query(
            """
            SELECT p.publication_no, p.digest, p.active_from, p.state, r.archive, p.author, p.event_id
            FROM publications p JOIN rulebooks r USING (controller_id, digest)
            WHERE controller_id = \(controller) ORDER BY p.publication_no
            """
        )
        #expect(try rows.map { try $0.int32(0) } == [1, 2, 3])
        #expect(try rows.map { try $0.bytes(1) } == [digest(1), digest(2), digest(3)])
        #expect(try rows.map { try $0.date(2) } == ["2026-03-01", "2026-01-01", "2026-02-01"])
        #expect(try rows.allSatisfy { try $0.text(3) == "published" })
        #expect(try rows.map { try $0.bytes(4) } == [[1], [2], [3]])
        #expect(rows.allSatisfy { $0.isNull(5) && $0.isNull(6) })
    }
}
