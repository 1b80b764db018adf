/// Which share of a top key a sector holds.
struct ShareName: Hashable, Sendable {
    let quorum: Quorum
    /// The number of the place, from 0.
    let member: Int
}
