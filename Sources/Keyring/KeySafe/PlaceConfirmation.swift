public import VaultModel

/// One place's word that every state of the key safe before an epoch is destroyed there.
public struct PlaceConfirmation: Hashable, Sendable {
    /// The place, as the operator named it.
    public let place: String
    /// When the destruction was verified; never earlier than it happened.
    public let at: Timestamp

    /// Makes a confirmation.
    public init(place: String, at: Timestamp) {
        self.place = place
        self.at = at
    }
}
