public import VaultCrypto
internal import VaultModel

/// The key of one slot's leaf, from which the keys of all uses of the slot follow.
///
/// It is taken once where several of them are needed, and never leaves this module.
public struct LeafKey: ~Copyable, Sendable {
    /// The place in the tree.
    let prefix: Prefix
    private let bytes: SecretBytes

    private static let inheritance = Array("lethe.keyring.v1.key-file".utf8)

    init(prefix: Prefix, bytes: consuming SecretBytes) {
        self.prefix = prefix
        self.bytes = bytes
    }

    /// Derives the key for what the binding says.
    public borrowing func key(for binding: KeyBinding) -> SecretBytes {
        HKDF.expand(bytes, info: binding.info, count: AESGCM.keySize)
    }

    /// Seals this key for whoever has that of the same slot in a newer tree.
    ///
    /// The key it is sealed under seals nothing else, so that the nonce need not change.
    borrowing func sealed(under successor: borrowing LeafKey, for identity: SafeIdentity) -> [UInt8] {
        AESGCM.seal(
            secret: bytes,
            key: successor.key(for: Self.binding(prefix, identity)),
            nonce: Self.nonce,
            aad: Self.associatedData(prefix, successor.prefix, identity)
        )
    }

    /// Opens the key of the same slot in an older tree, sealed by ``sealed(under:for:)``.
    ///
    /// - Throws: `KeyringError` with code `damaged` when it is not that.
    borrowing func open(
        _ sealed: [UInt8],
        of older: Prefix,
        for identity: SafeIdentity
    ) throws(KeyringError) -> LeafKey {
        do {
            return LeafKey(
                prefix: older,
                bytes: try AESGCM.openSecret(
                    sealed,
                    key: key(for: Self.binding(older, identity)),
                    nonce: Self.nonce,
                    aad: Self.associatedData(older, prefix, identity)
                )
            )
        } catch {
            throw KeyringError(
                .damaged,
                "a key file does not fit the key safe or was changed: put back the file as it was written"
            )
        }
    }

    private static let nonce = [UInt8](repeating: 0, count: AESGCM.nonceSize)

    private static func binding(_ older: Prefix, _ identity: SafeIdentity) -> KeyBinding {
        .use(vault: identity.vault, controller: identity.controller, use: "key-file \(older.tree.rawValue)")
    }

    private static func associatedData(_ older: Prefix, _ newer: Prefix, _ identity: SafeIdentity) -> [UInt8]
    {
        inheritance + identity.bytes + older.encoded + newer.encoded
    }
}
