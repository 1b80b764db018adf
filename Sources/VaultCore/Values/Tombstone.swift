public import VaultModel

/// What is left of an erased version.
public struct Tombstone: Sendable {
    /// The version.
    public let version: VersionNumber
    /// The shred that took it.
    public let shred: ShredID

    /// Makes a tombstone.
    public init(version: VersionNumber, shred: ShredID) {
        self.version = version
        self.shred = shred
    }
}
