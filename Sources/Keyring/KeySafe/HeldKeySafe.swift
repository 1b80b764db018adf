public import VaultModel

/// A key safe as the process of a vault holds it, whether in files of its own or on another machine.
public protocol HeldKeySafe: KeySafe {
    /// Looks anew, past every cache, for prefixes with a live node at, above or below them.
    func freshlyCovered(_ prefixes: [Prefix]) async throws -> Set<Prefix>

    /// Opens every page in every place and names the places where one does not open.
    func damagedPlaces() async throws -> [String]

    /// Stores the custody declaration, which certificates print from then on.
    ///
    /// - Throws: `KeyringError` with code `request` when name or statement is empty, too long or not one line.
    func declare(_ declaration: CustodyDeclaration) async throws

    /// Sets limits with whatever rights this process has there: who holds the places names the first approvers.
    ///
    /// - Throws: As ``KeySafe/setLimits(_:request:)``.
    func setLimitsHere(_ limits: SafeLimits, request: RequestID) async throws -> WaitingOrder?

    /// Forgets every key and lets go of the places, or of the other machine.
    func close() async
}

extension FileKeySafe: HeldKeySafe {
    /// Sets limits; the places are this process's own, so there is nobody else to ask for the first approvers.
    public func setLimitsHere(_ limits: SafeLimits, request: RequestID) async throws -> WaitingOrder? {
        try await setLimits(limits, request: request, asCustodian: true)
    }
}
