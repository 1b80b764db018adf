internal import PostgresClient
internal import VaultCrypto

/// An entry of the ledger that belongs to nobody.
///
/// Whatever changes rows and has no entry of its own leaves one: the ledger's length then tells that a database which
/// was put back is older than the change, and which slots may have been handed out since.
enum LedgerMark {
    /// The statement that queues one; it travels with the change.
    static func insertion(controller: Int32) -> SQL {
        insertion(of: [.randomPadding()], controller: controller)
    }

    /// The statement that queues several and answers with their numbers and commitments.
    static func insertion(of padding: [Commitment], controller: Int32) -> SQL {
        """
        INSERT INTO log_queue (controller_id, commitment, owner_kind, owner_id, owner_version)
        SELECT \(controller), c, \(LogOwner.nobody.rawValue), gen_random_uuid(), 0
        FROM unnest(\(padding.map(\.bytes))) AS p (c)
        RETURNING queue_no, commitment
        """
    }
}
