internal import VaultCrypto

/// What steps 3 and 4 of a change write into the two sectors of a place, made before they begin.
struct SectorContents: Sendable {
    /// The sector of the new state; `nil` when a token has to make a key for it first.
    let state: SharedSecret?
    /// What is written over the other sector.
    let noise: [UInt8]
}
