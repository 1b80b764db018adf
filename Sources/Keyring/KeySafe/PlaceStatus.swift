/// How one place of a key safe stands.
public struct PlaceStatus: Hashable, Sendable {
    /// The states of a place.
    public enum State: Hashable, Sendable {
        /// Holds the valid state and nothing older.
        case current
        /// Holds the valid state and nothing older, but some of its files could not be mended; other places serve.
        case damaged(reason: String)
        /// Holds the valid state, but an older one is not yet destroyed.
        case undestroyed
        /// Cannot be used now, for the reason given; what it holds may be older and is not destroyed.
        case unavailable(reason: String)
    }

    /// The place, as the operator named it.
    public let place: String
    /// How it stands.
    public let state: State

    /// Makes a status.
    public init(place: String, state: State) {
        self.place = place
        self.state = state
    }
}
