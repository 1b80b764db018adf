internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Whole files of patients of one controller on PostgreSQL, and what is due in them.
struct ChartTables: ChartRepository {
    let pool: PostgresPool
    let controller: Int32

    func files(of patients: [PatientRow]) async throws -> [PatientFile] {
        let numbers = patients.map { Int64($0.number.rawValue) }
        return try await pool.withSession(scope: controller) { session in
            // What is changed between the statements changes the patient's serial, too: whoever writes compares it.
            let answers = try session.pipeline([
                versions(of: numbers),
                """
                SELECT \(unsafeSQL: EpisodeRow.columns) FROM episodes
                WHERE controller_id = \(controller) AND patient_no = ANY(\(numbers)) ORDER BY patient_no, episode_no
                """,
                identities(of: numbers),
            ])
            let versions = Dictionary(
                grouping: try answers[0].map { try RecordTables.version(from: $0) },
                by: \.slot.patient
            )
            let episodes = Dictionary(
                grouping: try answers[1].map { try EpisodeRow(row: $0) },
                by: \.slot.patient
            )
            let identities = Dictionary(
                try answers[2].map { (try $0.int64(0), try PartRow(row: $0, at: 1)) },
                uniquingKeysWith: { first, _ in first }
            )
            return patients.sorted { $0.number < $1.number }.map { patient in
                PatientFile(
                    patient: patient,
                    versions: versions[patient.number] ?? [],
                    episodes: episodes[patient.number] ?? [],
                    identity: identities[Int64(patient.number.rawValue)]
                )
            }
        }
    }

    private func versions(of numbers: [Int64]) -> SQL {
        """
        SELECT \(unsafeSQL: RecordTables.versionColumns) FROM \(unsafeSQL: RecordTables.versionTables)
        \(unsafeSQL: RecordTables.recordOfVersion)
        WHERE v.controller_id = \(controller) AND v.patient_no = ANY(\(numbers))
            AND r.state <> 'fenced' AND v.state <> 'fenced'
        ORDER BY v.slot
        """
    }

    private func identities(of numbers: [Int64]) -> SQL {
        """
        SELECT p.patient_no, \(unsafeSQL: PartRow.columns)
        FROM patients p
        JOIN records r ON r.controller_id = p.controller_id AND r.patient_no = p.patient_no
            AND r.record_id = p.identity_id
        JOIN record_versions v ON v.controller_id = r.controller_id AND v.patient_no = r.patient_no
            AND v.record_id = r.record_id AND v.version = r.current_version
        JOIN record_parts s ON s.controller_id = v.controller_id AND s.slot = v.slot AND s.part = 0
        WHERE p.controller_id = \(controller) AND p.patient_no = ANY(\(numbers))
        """
    }
}
