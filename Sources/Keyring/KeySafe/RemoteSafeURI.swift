/// Where a key safe on another machine is, and with which files this machine proves who it is.
///
/// `https://HOST:PORT/?authority=FILE&certificate=FILE&key=FILE&signing=DIRECTORY`. The vault's signing keys and the
/// signed head of its ledger stay on this machine, in `signing`: they open nothing.
public struct RemoteSafeURI: Hashable, Sendable, CustomStringConvertible {
    /// What every such location begins with.
    public static let scheme = "https://"

    /// The machine and the port, `https://HOST:PORT`.
    public let address: String
    /// The certificate of the one authority that counts, PEM.
    public let authority: String
    /// The certificate of this vault, PEM.
    public let certificate: String
    /// The private key of that certificate, PEM.
    public let key: String
    /// The directory of the signing keys and the ledger's head.
    public let signing: String

    /// Groups the parts; files and directory by their whole paths.
    public init(address: String, authority: String, certificate: String, key: String, signing: String) {
        self.address = address
        self.authority = authority
        self.certificate = certificate
        self.key = key
        self.signing = signing
    }

    /// Reads a location.
    ///
    /// - Throws: `KeyringError` with code `placement`, saying what is missing or not understood.
    public init(_ text: String) throws {
        guard text.hasPrefix(Self.scheme) else { throw Self.refused("it does not begin with https://") }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = try URIAttributes.read(
            parts.count > 1 ? parts[1] : "",
            "&",
            known: ["authority", "certificate", "key", "signing"],
            Self.refused
        )
        func path(_ name: String, _ what: String) throws -> String {
            guard let value = query[name], value.hasPrefix("/") else {
                throw Self.refused("it names no \(what) by its whole path (\(name)=/…)")
            }
            return value
        }
        self.init(
            address: Self.address(in: text),
            authority: try path("authority", "certificate of the authority"),
            certificate: try path("certificate", "certificate of this vault"),
            key: try path("key", "private key of the certificate"),
            signing: try path("signing", "directory for the signing keys")
        )
    }

    /// The machine and the port of a location, without anything else.
    public static func address(in text: String) -> String {
        let end = text.firstIndex(of: "?") ?? text.endIndex
        let address = text[..<end]
        return String(address.hasSuffix("/") ? address.dropLast() : address)
    }

    /// The location.
    public var description: String {
        let files = [
            ("authority", authority), ("certificate", certificate), ("key", key), ("signing", signing),
        ]
        return address + "/?" + files.map { $0 + "=" + URIAttributes.encoded($1) }.joined(separator: "&")
    }

    private static func refused(_ why: String) -> KeyringError {
        KeyringError(
            .placement,
            "the location of a key safe on another machine is not understood: \(why)"
        )
    }
}
