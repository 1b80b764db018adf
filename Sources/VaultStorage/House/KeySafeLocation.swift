internal import Keyring

/// Where one place of a key safe is: a directory, or a token with a directory for what is too large for it.
public struct KeySafeLocation: Hashable, Sendable {
    /// The directory.
    public let directory: String
    /// The token that keeps the keys of the place.
    let token: PKCS11URI?

    /// Reads a location as it was named.
    ///
    /// - Throws: `KeyringError` with code `placement` for a token that is not understood.
    public init(_ text: String) throws {
        token = text.hasPrefix(PKCS11URI.scheme) ? try PKCS11URI(text) : nil
        directory = token?.pages ?? text
    }
}
