internal import PostgresClient
internal import VaultCrypto

/// An entry of the ledger that belongs to nobody.
///
/// Whatever changes rows and has no entry of its own leaves one: the ledger's length then tells that a database which
/// was put back is older than the change, and which slots may have been handed out since. It also proves the change: it
/// is random, and there exactly when the transaction took effect.
struct LedgerMark {
    let controller: Int32
    private let commitment = Commitment.randomPadding()

    /// Makes one that is not written yet.
    init(in controller: Int32) {
        self.controller = controller
    }

    /// The statement that queues it; it travels with the change.
    var insertion: SQL { Self.insertion(of: [commitment], controller: controller) }

    /// Finds it in the queue, or in the ledger, the newest entries first.
    var proof: SQL {
        """
        SELECT 1 FROM log_queue WHERE controller_id = \(controller) AND commitment = \(commitment.bytes)
        UNION ALL (SELECT 1 FROM log_entries WHERE controller_id = \(controller) AND commitment = \(commitment.bytes)
            ORDER BY position DESC LIMIT 1)
        """
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
