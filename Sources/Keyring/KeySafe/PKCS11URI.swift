internal import VaultModel

/// Where a token is, as a PKCS #11 URI (RFC 7512).
///
/// `pkcs11:token=NAME;serial=NUMBER?module-path=FILE&pin-source=file:FILE&x-pages=DIRECTORY`. The vendor attribute
/// `x-pages` says where the pages lie, which are ciphertext and too large for a token. The PIN itself (`pin-value`) is
/// refused: it would stand in the vault's configuration.
public struct PKCS11URI: Hashable, Sendable {
    /// What every such location begins with.
    public static let scheme = "pkcs11:"

    /// The label of the token.
    public let token: String?
    /// The serial number of the token.
    public let serial: String?
    /// The token's module.
    public let modulePath: String
    /// The file with the PIN.
    public let pinFile: String
    /// The directory of the pages.
    public let pages: String

    /// Reads a location.
    ///
    /// - Throws: `KeyringError` with code `placement`, saying what is missing or not understood.
    public init(_ text: String) throws {
        guard text.hasPrefix(Self.scheme) else { throw Self.refused("it does not begin with pkcs11:") }
        let parts = text.dropFirst(Self.scheme.count).split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let path = try URIAttributes.read(parts.first ?? "", ";", known: ["token", "serial"], Self.refused)
        let query = try URIAttributes.read(
            parts.count > 1 ? parts[1] : "",
            "&",
            known: ["module-path", "pin-source", "x-pages"],
            Self.refused
        )
        token = path["token"]
        serial = path["serial"]
        guard token != nil || serial != nil else {
            throw Self.refused("it names no token (token= or serial=)")
        }
        guard let modulePath = query["module-path"], modulePath.hasPrefix("/") else {
            throw Self.refused("it names no module by its whole path (module-path=/…)")
        }
        guard let source = query["pin-source"], source.hasPrefix("file:/") else {
            throw Self.refused("it names no file with the PIN (pin-source=file:/…)")
        }
        guard let pages = query["x-pages"], pages.hasPrefix("/") else {
            throw Self.refused("it names no directory for the pages (x-pages=/…)")
        }
        self.modulePath = modulePath
        self.pages = pages
        let file = source.dropFirst("file:".count)
        pinFile = String(file.hasPrefix("///") ? file.dropFirst(2) : file)
    }

    private static func refused(_ why: String) -> KeyringError {
        KeyringError(.placement, "the location of a key safe in a token is not understood: \(why)")
    }
}
