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
        let path = try Self.attributes(parts.first ?? "", ";", known: ["token", "serial"])
        let query = try Self.attributes(
            parts.count > 1 ? parts[1] : "",
            "&",
            known: ["module-path", "pin-source", "x-pages"]
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

    private static func attributes(
        _ text: Substring,
        _ separator: Character,
        known: Set<String>
    ) throws -> [String: String] {
        var found: [String: String] = [:]
        for attribute in text.split(separator: separator) {
            let pair = attribute.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, known.contains(String(pair[0])) else {
                throw refused("\(pair[0]) is not an attribute that is understood here")
            }
            guard let value = decoded(pair[1]), !value.isEmpty, value.isPrintableLine else {
                throw refused("\(pair[0]) has no value that is understood")
            }
            guard found.updateValue(value, forKey: String(pair[0])) == nil else {
                throw refused("\(pair[0]) is given twice")
            }
        }
        return found
    }

    /// Takes back percent-encoding (RFC 3986 section 2.1).
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2,
                let value = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self).lowercased())
            else { return nil }
            bytes += value
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func refused(_ why: String) -> KeyringError {
        KeyringError(.placement, "the location of a key safe in a token is not understood: \(why)")
    }
}
