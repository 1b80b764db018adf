internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ShredTables {
    private static let certificateColumns = """
        certificate_id, shred_id, jws, issued_at
        """

    func saveCertificate(_ certificate: CertificateRow) async throws {
        let proof: SQL = """
            SELECT 1 FROM certificates
            WHERE controller_id = \(controller) AND certificate_id = \(certificate.id.uuid)
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                """
                INSERT INTO certificates (controller_id, certificate_id, shred_id, jws, issued_at)
                VALUES (\(controller), \(certificate.id.uuid), \(certificate.shred.uuid), \(certificate.jws),
                    \(timestamp: certificate.issuedAt.secondsSinceEpoch))
                ON CONFLICT DO NOTHING
                """
            )
            // What was erased is in the sealed file and the key safe's list; the clear lines have served.
            _ = try session.execute(
                """
                DELETE FROM shred_prefixes
                WHERE controller_id = \(controller) AND shred_id = \(certificate.shred.uuid)
                """
            )
            _ = try session.execute(
                """
                UPDATE shreds SET state = 'certified', certified_at = \(timestamp: certificate.issuedAt.secondsSinceEpoch)
                WHERE controller_id = \(controller) AND shred_id = \(certificate.shred.uuid) AND state = 'verified'
                """
            )
        }
    }

    func certificate(_ id: CertificateID) async throws -> CertificateRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT \(unsafeSQL: Self.certificateColumns) FROM certificates
                WHERE controller_id = \(controller) AND certificate_id = \(id.uuid)
                """
            ).map { try Self.certificate(from: $0) }
        }
    }

    func certificates() async throws -> [CertificateRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: Self.certificateColumns) FROM certificates
                WHERE controller_id = \(controller) ORDER BY issued_at DESC, certificate_id
                """
            ).map { try Self.certificate(from: $0) }
        }
    }

    func backups() async throws -> [BackupRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT label, taken_at, expires_on FROM backups
                WHERE controller_id = \(controller) AND state <> 'retired' ORDER BY taken_at, backup_id
                """
            ).map { row in
                guard let expires = Day(iso8601: try row.date(2)) else {
                    throw VaultError(.damaged, "a row of backups has a date out of range")
                }
                return BackupRow(
                    label: try row.text(0),
                    takenAt: Timestamp(secondsSinceEpoch: try row.timestamp(1)),
                    expiresOn: expires
                )
            }
        }
    }

    private static func certificate(from row: Row) throws -> CertificateRow {
        CertificateRow(
            id: CertificateID(try row.uuid(0)),
            shred: ShredID(try row.uuid(1)),
            jws: try row.text(2),
            issuedAt: Timestamp(secondsSinceEpoch: try row.timestamp(3))
        )
    }
}
