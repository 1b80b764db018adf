internal import VaultModel

/// Whose keyring it is; bound into everything that is sealed.
struct SafeIdentity: Hashable, Sendable {
    let vault: VaultID
    let controller: ControllerID

    /// Both identifiers, 32 bytes.
    var bytes: [UInt8] { vault.bytes + controller.bytes }
}
