public import VaultModel

/// What the key of a slot is bound to, beside the slot: a key derived for one thing opens nothing else.
public struct KeyBinding: Hashable, Sendable {
    /// The `info` input of the key derivation.
    let info: [UInt8]

    /// Binds to one version of a record: its wrap key.
    public static func wrap(
        vault: VaultID,
        controller: ControllerID,
        record: RecordID,
        version: VersionNumber
    ) -> Self {
        var info = Array("lethe.wrap.v1".utf8)
        info += vault.bytes + controller.bytes + record.bytes
        info.append(bigEndian: version.rawValue)
        return Self(info: info)
    }

    /// Binds to a use that stores no record: the openings of a ledger entry, a year of access-log links, a case.
    ///
    /// - Precondition: `use` has 1 to 128 bytes in UTF-8.
    public static func use(vault: VaultID, controller: ControllerID, use: String) -> Self {
        precondition((1...128).contains(use.utf8.count), "a use has a short name")
        return Self(info: Array("lethe.use.v1".utf8) + vault.bytes + controller.bytes + Array(use.utf8))
    }
}
