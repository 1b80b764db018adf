internal import VaultModel

/// A change of state whose pages and line of the list of epochs are durable; nothing counts or is destroyed yet.
struct WrittenChange: Sendable {
    let entry: PunctureListEntry
    let change: StateChange
    /// The state it follows.
    let follows: StateName
    /// The places that took it, with the sector that is to hold the new state.
    let ready: [Int: Int]
    /// What the sectors are to hold, and with what the others are to be overwritten.
    let contents: [Int: SectorContents]

    /// Whether it is what a request asks for.
    func answers(_ request: PunctureRequest) -> Bool {
        entry.request == request.id && entry.prefixes == request.prefixes
            && entry.cause == .puncture(request.purpose)
    }
}
