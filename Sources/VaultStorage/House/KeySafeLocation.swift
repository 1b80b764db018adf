internal import Keyring

/// Where one place of a key safe is: a directory, a token with a directory for what is too large for it, or another
/// machine.
public struct KeySafeLocation: Hashable, Sendable {
    /// The directory; for another machine the one of the signing keys here.
    public let directory: String
    /// The token that keeps the keys of the place.
    let token: PKCS11URI?
    /// The other machine.
    let remote: RemoteSafeURI?

    /// Reads a location as it was named.
    ///
    /// - Throws: `KeyringError` with code `placement` for a token or a machine that is not understood.
    public init(_ text: String) throws {
        token = text.hasPrefix(PKCS11URI.scheme) ? try PKCS11URI(text) : nil
        remote = text.hasPrefix(RemoteSafeURI.scheme) ? try RemoteSafeURI(text) : nil
        directory = token?.pages ?? remote?.signing ?? text
    }

    /// Makes the directory and checks that it may lie there; only keys in a folder need a disk that forgets.
    ///
    /// - Throws: `KeyringError` with code `placement`; `FileError`.
    func check(dataDirectory: String, acceptsWeak: Bool) throws {
        try FileKeySafe.checkPlaces(
            [directory],
            dataDirectory: dataDirectory,
            acceptsWeak: acceptsWeak || token != nil || remote != nil
        )
    }

    /// Whether a location is a path, which a command may name from where it is called.
    public static func isPath(_ text: String) -> Bool {
        !text.hasPrefix(PKCS11URI.scheme) && !text.hasPrefix(RemoteSafeURI.scheme)
    }
}
