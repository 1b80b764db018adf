public import Keyring
public import VaultCrypto
public import VaultModel

/// Shreds and certificates of one controller.
///
/// Every step is idempotent.
public protocol ShredRepository: Sendable {
    /// Locks what the draft names, marks it fenced and stores the intent, in one transaction.
    ///
    /// The draft is told as soon as everything is locked.
    /// - Throws: ``VaultError/Code/notFound``, ``VaultError/Code/erased`` or ``VaultError/Code/closed``.
    func fence(_ draft: ShredDraft) async throws -> ShredRow

    /// Locks what several drafts name and stores all the intents, in one transaction.
    ///
    /// - Throws: As ``fence(_:)-(ShredDraft)``.
    func fence(_ drafts: [ShredDraft]) async throws -> [ShredRow]

    /// The shreds that are not certified yet, oldest first.
    func unfinished() async throws -> [ShredRow]

    /// One shred.
    func shred(_ id: ShredID) async throws -> ShredRow?

    /// The shred that asked the key safe with a request id.
    func shred(request: RequestID) async throws -> ShredRow?

    /// Notes the key safe's epoch of an order that not every place has confirmed; the shred stays fenced.
    func notePending(_ id: ShredID, epoch: Epoch) async throws

    /// Deletes every row of the shred's versions, queues its ledger entry, takes over the key safe's epoch, in one
    /// transaction.
    ///
    /// - Parameters:
    ///   - clock: Tells when it was recorded.
    ///   - seal: Makes the record of the versions found.
    ///   - fenced: Waits until the fence is durable, which holds the locks until then. It is asked before anything that
    ///     the fence has changed is touched.
    ///   - receipt: Waits for the key safe's receipt; asked last, so that everything else is done while the key safe
    ///     works. What it throws rolls everything back.
    func record(
        _ shred: ShredRow,
        clock: VaultClock,
        seal: @escaping @Sendable ([ErasureAnnex.Version]) throws -> ShredRecord,
        fenced: @escaping @Sendable () throws -> Void,
        receipt: @escaping @Sendable () throws -> PunctureReceipt
    ) async throws

    /// Raises the database's epoch without a shred (an index renewal).
    func raiseEpoch(to epoch: Epoch) async throws

    /// The blobs that a shred has left to remove.
    func blobsToRemove(of id: ShredID) async throws -> [BlobID]

    /// Forgets blobs whose files are gone.
    func noteBlobsRemoved(_ blobs: [BlobID]) async throws

    /// Counts, by kind, the rows that are still there of what a shred took.
    func leftovers(of shred: ShredRow) async throws -> [String: Int]

    /// Notes the result of looking for leftovers.
    func noteVerified(_ id: ShredID, state: ShredState, at: Timestamp) async throws

    /// Stores the certificate and ends the shred.
    func saveCertificate(_ certificate: CertificateRow) async throws

    /// One certificate.
    func certificate(_ id: CertificateID) async throws -> CertificateRow?

    /// All certificates, newest first.
    func certificates() async throws -> [CertificateRow]

    /// The backups that are registered and not retired: begun ones among them, and those that should be destroyed by now.
    func backups() async throws -> [BackupRow]
}
