import PostgresClient
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A version that another patient takes while it is given its position in the ledger.
@Suite struct LedgerMoveTests {
    /// The move holds the row, for which the ledger waits; both files are in one piece of the table, so that PostgreSQL
    /// passes the row over without a word.
    @Test func whatIsMovedMeanwhileHasItsPosition() async throws {
        try await VaultCopy.lend(limit: .seconds(60)) { copy in
            try await copy.open { controller, _ in
                // More than there are pieces.
                for number in 0..<5 { _ = try await controller.register("urn:mrn|piece-\(number)") }
                let connection = PostgresConnection(
                    try EmbeddedCluster(directory: copy.vault.cluster).administratorSettings
                )
                let (wrong, right) = try await Self.neighbours(connection)
                let record = try await controller.store([1, 2, 3], for: wrong)
                let isMoving = Shared(false)
                // The office's row is the last that a move asks for.
                async let holding: Void = connection.transaction(scope: nil, proof: nil) { session in
                    _ = try session.query("SELECT 1 FROM patients WHERE patient_no = 0 FOR UPDATE")
                    isMoving.update { $0 = true }
                    try Self.await(2, in: session)
                }
                while !isMoving.value { await Task.yield() }
                async let moved = controller.move(record, to: right)
                try await Self.awaitMove(copy)
                async let flushed: Void = controller.flush()
                _ = try await (holding, moved, flushed)
                await connection.close()
                try await controller.flush()
                let versions = try await controller.history(of: record)
                #expect(versions.count == 1 && versions.allSatisfy { $0.entry != nil })
                try await controller.expectSound()
            }
        }
    }

    /// Two patients whose versions are in one piece of the table.
    private static func neighbours(_ connection: PostgresConnection) async throws -> (PatientID, PatientID) {
        let rows = try await connection.withSession(scope: nil) { session in
            try session.query(
                """
                SELECT ids[1], ids[2] FROM (
                    SELECT array_agg(DISTINCT p.public_id) AS ids
                    FROM record_versions v JOIN patients p USING (controller_id, patient_no)
                    WHERE p.patient_no > 0 GROUP BY v.tableoid) pieces
                WHERE cardinality(ids) > 1 LIMIT 1
                """
            ).map { (PatientID(try $0.uuid(0)), PatientID(try $0.uuid(1))) }
        }
        return try #require(rows.first)
    }

    private static func awaitMove(_ copy: VaultCopy) async throws {
        let connection = PostgresConnection(
            try EmbeddedCluster(directory: copy.vault.cluster).administratorSettings
        )
        try await connection.withSession(scope: nil) { try Self.await(1, in: $0) }
        await connection.close()
    }

    /// Waits until so many sessions wait for locks of others.
    private static func `await`(_ count: Int64, in session: Session) throws {
        var waiting: Int64 = 0
        while waiting < count {
            let row = try session.queryOne("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            waiting = try row?.int64(0) ?? 0
        }
    }
}
