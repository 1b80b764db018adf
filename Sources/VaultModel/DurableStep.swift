/// The name of one step after which something is on durable storage.
///
/// Tests stop a process at each of them and check that nothing acknowledged is lost and nothing is reported that did
/// not happen. The list is complete: adding a durable step means adding its name here.
public enum DurableStep: String, CaseIterable, Hashable, Sendable {
    // A key safe's change of state (puncture, index renewal, new tree).
    case safePagesWritten = "safe.pages-written"
    case safeListAppended = "safe.list-appended"
    case safeNewKeyWritten = "safe.new-key-written"
    case safeOldKeyDestroyed = "safe.old-key-destroyed"
    case safeJournalAppended = "safe.journal-appended"
    case safeMarkRaised = "safe.mark-raised"
    case safeOrderNoted = "safe.order-noted"
    case safeLimitsSet = "safe.limits-set"

    // Other places for a key safe.
    case placesBegun = "places.begun"
    case placeFilled = "places.filled"
    case placesNoted = "places.noted"
    case placeVacated = "places.vacated"
    case placesEnded = "places.ended"

    // The ledger's batch.
    case ledgerTilesWritten = "ledger.tiles-written"
    case ledgerHeadPersisted = "ledger.head-persisted"
    case ledgerCheckpointSigned = "ledger.checkpoint-signed"
    case ledgerEntriesRecorded = "ledger.entries-recorded"

    // Store and amend.
    case storeBlobWritten = "store.blob-written"
    case storeCommitted = "store.committed"

    // Class and facts stated anew.
    case factsRestated = "facts.restated"

    // What is stated about the controller.
    case controllerFactsStated = "controller.facts-stated"

    // Where the keys of records go that move to another patient; the rest of a move is a shred.
    case moveFiled = "move.filed"

    // Two numbers of one person.
    case patientsMerged = "patients.merged"

    // Shred.
    case shredFenced = "shred.fenced"
    case shredPunctured = "shred.punctured"
    case shredRecorded = "shred.recorded"
    case shredBlobsRemoved = "shred.blobs-removed"
    case shredVerified = "shred.verified"
    case shredCertified = "shred.certified"

    // Reconciliation of a database that is older than its key safe or its ledger.
    case gateClosed = "gate.closed"
    case gateNumbersMoved = "gate.numbers-moved"
    case gateErasureRepeated = "gate.erasure-repeated"
    case gateNarrowingRepeated = "gate.narrowing-repeated"
    case gateOpened = "gate.opened"

    // Review.
    case reviewWritten = "review.written"

    // Rulebooks.
    case rulebookPinned = "rulebook.pinned"
    case rulebookPublished = "rulebook.published"

    // Key renewal.
    case renewalBegun = "renewal.begun"
    case renewalTreeNoted = "renewal.tree-noted"
    case renewalFileBegun = "renewal.file-begun"
    case renewalKeysFiled = "renewal.keys-filed"
    case renewalBatchMoved = "renewal.batch-moved"
    case renewalFileCompleted = "renewal.file-completed"
    case renewalMoved = "renewal.moved"
    case renewalOldKeysDestroyed = "renewal.old-keys-destroyed"
    case renewalEnded = "renewal.ended"

    // Index renewal.
    case indexKeyAdded = "index.key-added"
    case indexBatchWritten = "index.batch-written"
    case indexTokensWritten = "index.tokens-written"
    case indexOldKeyDestroyed = "index.old-key-destroyed"
    case indexOldTokensDeleted = "index.old-tokens-deleted"

    // Backup.
    case backupRegistered = "backup.registered"
    case backupDatabaseWritten = "backup.database-written"
    case backupLedgerWritten = "backup.ledger-written"
    case backupBlobsWritten = "backup.blobs-written"
    case backupManifestWritten = "backup.manifest-written"
    case backupWhole = "backup.whole"
    case backupNoted = "backup.noted"
    case backupVerified = "backup.verified"
    case backupRetired = "backup.retired"
}
