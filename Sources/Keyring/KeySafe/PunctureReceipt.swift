public import VaultModel

/// The answer to an order that destroys keys.
///
/// ## Guarantee
/// With ``state`` `destroyed`, no place of the key safe holds a state from which a destroyed key follows.
/// ## Not guaranteed
/// Copies of the key safe made outside its custody rule.
public struct PunctureReceipt: Hashable, Sendable {
    /// The request answered.
    public let request: RequestID
    /// The state of the key safe without these keys.
    public let epoch: Epoch
    /// When that state became the valid one.
    public let at: Timestamp
    /// The places that destroyed what they held before.
    public let confirmations: [PlaceConfirmation]
    /// Whether all of them did.
    public let state: DestructionState

    /// Makes a receipt.
    public init(
        request: RequestID,
        epoch: Epoch,
        at: Timestamp,
        confirmations: [PlaceConfirmation],
        state: DestructionState
    ) {
        self.request = request
        self.epoch = epoch
        self.at = at
        self.confirmations = confirmations
        self.state = state
    }
}
