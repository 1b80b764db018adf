public import VaultCrypto
public import VaultModel

/// The rulebooks of one controller and their publications; earlier ones stay, so that decisions can be replayed.
public protocol RulebookRepository: Sendable {
    /// Publishes, as number 1, the rulebook that a controller is made with; one that is there stays as it is.
    func begin(with digest: Digest, archive: [UInt8], activeFrom: Day, at time: Timestamp) async throws

    /// The publication that decides on a day, and the published ones that begin later; by day, then number.
    func published(from day: Day) async throws -> [PublicationRow]

    /// All publications, by number.
    func publications() async throws -> [PublicationRow]

    /// The archive with a digest.
    func archive(of digest: Digest) async throws -> [UInt8]?

    /// The digests of all archives.
    func digests() async throws -> [Digest]

    /// Adds a publication that its author has signed, and its archive.
    ///
    /// - Returns: Its number.
    func sign(
        _ digest: Digest,
        archive: [UInt8],
        activeFrom: Day,
        author: PublicationRow.Signature
    ) async throws -> Int32

    /// Adds the approver's signature.
    ///
    /// - Throws: ``VaultError/Code/conflict`` unless it is signed and not approved.
    func approve(_ number: Int32, by approver: PublicationRow.Signature) async throws

    /// Publishes with its ledger event, in one transaction.
    ///
    /// - Throws: ``VaultError/Code/conflict`` unless it is approved and not published.
    func publish(_ number: Int32, as event: LogEventDraft, at time: Timestamp) async throws

    /// Gives the first publication its ledger event, when it has none.
    func pinFirst(_ event: LogEventDraft) async throws
}
