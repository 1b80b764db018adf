internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// What patients are found by, as a part of a transaction.
extension PatientTables {
    /// Refuses strong identifiers that find somebody else; whoever writes has locked the controller's row.
    static func requireFree(
        _ search: SearchDraft,
        of patient: PatientNumber,
        controller: Int32,
        in session: Session
    ) throws {
        let identifiers = search.current.tokens.filter { $0.kind == .identifier }.map(\.token)
        let known = try session.query(
            """
            SELECT 1 FROM patient_tokens
            WHERE controller_id = \(controller) AND token_key_no = \(search.current.key)
                AND token = ANY(\(identifiers)) AND patient_no <> \(Int64(patient.rawValue)) LIMIT 1
            """
        )
        guard known.isEmpty else { throw SearchDraft.taken }
    }

    /// Has a patient found by other things, and by nothing else.
    ///
    /// Whoever does has locked the patient's row; nobody can register with the same identifiers until it is over.
    static func replace(_ search: SearchDraft, at slot: Slot, controller: Int32, in session: Session) throws {
        _ = try session.query(
            "SELECT 1 FROM controllers WHERE controller_id = \(controller) FOR NO KEY UPDATE"
        )
        try requireFree(search, of: slot.patient, controller: controller, in: session)
        // Under every index key: a renewal that runs has written some under the next one.
        _ = try session.execute(
            """
            DELETE FROM patient_tokens
            WHERE controller_id = \(controller) AND patient_no = \(Int64(slot.patient.rawValue))
            """
        )
        try write(search, at: slot, controller: controller, in: session)
    }

    /// Writes what a patient is found by, with what the tokens are made from for the next index key.
    static func write(_ search: SearchDraft, at slot: Slot, controller: Int32, in session: Session) throws {
        _ = try session.execute(
            """
            UPDATE patients SET sealed_search = \(try search.seal(slot)), search_slot = \(slot.packed)
            WHERE controller_id = \(controller) AND patient_no = \(Int64(slot.patient.rawValue))
            """
        )
        for set in [search.current, search.next].compactMap(\.self) {
            try insert(set, controller: controller, in: session)
        }
    }

    /// Writes tokens; those that exist already stay.
    static func insert(_ set: TokenSet, controller: Int32, in session: Session) throws {
        guard !set.tokens.isEmpty else { return }
        _ = try session.execute(
            """
            INSERT INTO patient_tokens (controller_id, token_key_no, token, patient_no, kind)
            SELECT \(controller), \(set.key), t.token, t.patient_no, t.kind
            FROM unnest(\(set.tokens.map(\.token)), \(set.tokens.map { Int64($0.patient.rawValue) }),
                \(set.tokens.map(\.kind.rawValue))) AS t (token, patient_no, kind)
            ON CONFLICT DO NOTHING
            """
        )
    }
}
