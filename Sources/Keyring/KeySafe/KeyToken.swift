public import VaultCrypto

/// A token that keeps the keys which a place's top keys are sealed under, one for each state.
///
/// The token never sees anything but 32 bytes. Destroying its key is what makes a state unreadable; where the sealed
/// bytes lie does not matter then.
public protocol KeyToken: Sendable {
    /// Whether the token says that it is a program which keeps its keys in files.
    var isSoftware: Bool { get }

    /// Makes a fresh key with a name, instead of any that has it, and seals a secret under it.
    ///
    /// - Throws: `KeyringError` with code `token`.
    func seal(_ secret: borrowing SecretBytes, under name: [UInt8]) throws -> [UInt8]

    /// Opens what was sealed.
    ///
    /// - Throws: `KeyringError` with code `token`, `damaged` when the key is not there or the bytes are not these.
    func open(_ sealed: [UInt8], under name: [UInt8]) throws -> SecretBytes

    /// Destroys every key of this place but the one named, and confirms it.
    ///
    /// - Throws: `KeyringError` with code `token`.
    func destroyAll(except name: [UInt8]?) throws
}
