public import VaultCrypto
public import VaultModel

/// The vault's own tables: which vault this is and which controllers it serves.
public protocol HouseRepository: Sendable {
    /// The vault the database belongs to, and whether it is a rehearsal; `nil` for an empty database.
    func identity() async throws -> (vault: VaultID, rehearsal: Bool)?

    /// Writes which vault the database belongs to.
    func setIdentity(vault: VaultID, rehearsal: Bool) async throws

    /// All controllers, by number.
    func controllers() async throws -> [ControllerRow]

    /// Makes a controller in state `creating`, or returns the unfinished one of that name.
    ///
    /// - Throws: ``VaultError/Code/alreadyExists`` when a finished one has the name.
    func beginController(
        id: ControllerID,
        name: String,
        country: String,
        facts: [String: String]
    ) async throws -> ControllerRow

    /// Opens a controller whose key safe and ledger exist; writes its office and its public keys.
    func openController(
        _ number: Int32,
        epoch: Epoch,
        logKey: PublicKey,
        certificateKey: PublicKey,
        at: Timestamp
    ) async throws

    /// The tables of one controller.
    func tables(of controller: Int32) -> ControllerTables
}
