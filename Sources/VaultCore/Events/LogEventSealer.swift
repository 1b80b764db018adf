internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Commits to events, and seals and opens what was committed to, under slots of whoever the events are about.
struct LogEventSealer: Sendable {
    let origin: String
    let controller: ControllerID
    let keys: PatientKeys
    let binding: KeyBinding

    /// Fixes an event's statement and its opening.
    func draft(of event: Statement.Event, at time: Timestamp, as id: EventID = .random()) -> LogEventDraft {
        let statement = Statement(origin: origin, controller: controller, at: time, event: event).bytes
        let opening = Opening.random()
        let file = LogEventFile(statement: statement, opening: opening.reveal())
        return LogEventDraft(
            id: id,
            commitment: Commitment.commit(to: statement, opening: opening),
            tree: keys.tree
        ) { slot in
            let key = try keys.key(of: slot, for: binding)
            return SealedRow.seal(file.encoded, key: key, context: id.bytes)
        }
    }

    /// What an event's entry commits to.
    ///
    /// - Throws: ``VaultError/Code/damaged`` when it is not what the row's commitment says; `KeyringError` when the key
    ///   is gone.
    func statement(of row: LogEventRow) throws -> Statement {
        let key = try keys.key(of: row.slot, for: binding)
        let file = try LogEventFile(decoding: SealedRow.open(row.sealedFile, key: key, context: row.id.bytes))
        let opening = try Opening(revealed: file.opening)
        let statement = try Statement(decoding: file.statement)
        guard row.commitment.isValid(for: file.statement, opening: opening),
            statement.controller == controller,
            statement.origin == origin
        else {
            throw VaultError(.damaged, "an event's ledger entry does not commit to what is kept of it")
        }
        return statement
    }
}
