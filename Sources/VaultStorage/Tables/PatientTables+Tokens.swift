internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Identifier tokens, many at a time.
extension PatientTables {
    func addTokens(_ set: TokenSet) async throws {
        guard !set.tokens.isEmpty else { return }
        // In the order of the index, each of whose pages is then written once.
        let sorted = TokenSet(key: set.key, tokens: set.tokens.sorted { $0.order < $1.order })
        // Each with its patient: somebody else of the same name has the same token.
        let (tokens, patients) = (
            sorted.tokens.map(\.token), sorted.tokens.map { Int64($0.patient.rawValue) }
        )
        let proof: SQL = """
            SELECT 1 WHERE NOT EXISTS (
                SELECT 1 FROM unnest(\(tokens), \(patients)) AS t (token, patient_no)
                WHERE NOT EXISTS (SELECT 1 FROM patient_tokens p
                    WHERE p.controller_id = \(controller) AND p.token_key_no = \(set.key)
                        AND p.token = t.token AND p.patient_no = t.patient_no))
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            try Self.insert(sorted, controller: controller, in: session)
        }
    }

    func deleteTokens(except tokenKey: Int32, after number: PatientNumber?) async throws -> PatientNumber? {
        let first = Int64(number?.rawValue ?? 0)
        let row = try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT max(patient_no) FROM (
                    SELECT patient_no FROM patient_tokens
                    WHERE controller_id = \(controller) AND patient_no > \(first)
                    ORDER BY patient_no LIMIT \(Self.deletedAtATime)) page
                """
            )
        }
        guard let last = try row?.int64OrNil(0) else { return nil }
        let old: SQL = """
            controller_id = \(controller) AND patient_no > \(first) AND patient_no <= \(last)
                AND token_key_no <> \(tokenKey)
            """
        let proof: SQL = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM patient_tokens WHERE \(old))"
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute("DELETE FROM patient_tokens WHERE \(old)")
        }
        return PatientNumber(UInt64(last))
    }

    /// About how many tokens are looked through in one transaction that deletes some.
    private static let deletedAtATime: Int64 = 100_000

    func hasTokens(except tokenKey: Int32) async throws -> Bool {
        try await isTrue(
            """
            SELECT EXISTS (SELECT 1 FROM patient_tokens
                    WHERE controller_id = \(controller) AND token_key_no < \(tokenKey))
                OR EXISTS (SELECT 1 FROM patient_tokens
                    WHERE controller_id = \(controller) AND token_key_no > \(tokenKey))
            """
        )
    }

    func countTokens(except tokenKeys: [Int32]) async throws -> Int {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT count(*) FROM patient_tokens
                WHERE controller_id = \(controller) AND token_key_no <> ALL(\(tokenKeys))
                """
            )
            return Int(try row?.int64(0) ?? 0)
        }
    }

    func lacksTokens(under tokenKey: Int32) async throws -> Bool {
        try await isTrue(
            """
            SELECT EXISTS (SELECT 1 FROM patients p
                WHERE controller_id = \(controller) AND state = 'active' AND sealed_search IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM patient_tokens t WHERE t.controller_id = \(controller)
                        AND t.patient_no = p.patient_no AND t.token_key_no = \(tokenKey)))
            """
        )
    }

    private func isTrue(_ question: SQL) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(question)?.bool(0) ?? false
        }
    }
}

extension TokenRow {
    /// The first bytes of the token, which order tokens as the index does, but for a coincidence.
    fileprivate var order: UInt64 {
        token.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
