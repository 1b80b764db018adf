internal import VaultCrypto
internal import VaultModel

/// Names one state of a key safe: its epoch and a random id, so that two attempts at one epoch are told apart.
struct StateName: Hashable, Sendable {
    static let idSize = 16

    let epoch: Epoch
    /// 16 random bytes.
    let id: [UInt8]

    /// A name that was never used before.
    static func fresh(_ epoch: Epoch) -> StateName {
        StateName(epoch: epoch, id: RandomBytes.make(idSize))
    }
}
