public import VaultCrypto
import VaultModel

/// A named Ed25519 public key in the text form of C2SP signed-note: `name+hex(id)+base64(1 ‖ key)`.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// The name that signs, for a ledger its origin.
    public let name: String
    /// The public key.
    public let publicKey: PublicKey

    /// The only signature type in use: Ed25519 over the note's text.
    static let ed25519: UInt8 = 0x01

    /// Names a key.
    ///
    /// - Throws: ``LedgerError`` with `malformed` when the name is empty or holds white space, a plus sign or a
    ///   control character.
    public init(name: String, publicKey: PublicKey) throws(LedgerError) {
        guard Self.isValid(name: name) else {
            throw LedgerError(
                .malformed,
                "a key name must not be empty nor hold white space, '+' or controls"
            )
        }
        self.name = name
        self.publicKey = publicKey
    }

    /// Parses the text form; the id must fit the name and key.
    ///
    /// - Throws: ``LedgerError`` with `malformed`.
    public init(_ text: String) throws(LedgerError) {
        // Base64 may hold '+', so only the first two separate the fields.
        let fields = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let encoded = Base64.decode(String(fields[2])), encoded.count == 33,
            encoded[0] == Self.ed25519, let publicKey = PublicKey(bytes: Array(encoded[1...]))
        else { throw Self.unreadable }
        try self.init(name: String(fields[0]), publicKey: publicKey)
        guard self.text.utf8.elementsEqual(text.utf8) else { throw Self.unreadable }
    }

    /// The first four bytes of SHA-256(name ‖ newline ‖ 1 ‖ key).
    public var id: [UInt8] {
        Array(SHA256.hash(Array(name.utf8) + [0x0a, Self.ed25519] + publicKey.bytes).bytes.prefix(4))
    }

    /// Name and id without the key: `name+hex(id)`, enough to say which key is meant.
    public var reference: String {
        "\(name)+\(Hex.encode(id))"
    }

    /// The text form.
    public var text: String {
        "\(reference)+\(Base64.encode([Self.ed25519] + publicKey.bytes))"
    }

    /// The text form.
    public var description: String { text }

    /// Whether signed-note allows the name: not empty, no white space, no plus sign, no control character.
    static func isValid(name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 && $0.value != 0x7f
            }
    }

    private static let unreadable = LedgerError(
        .malformed,
        "the key is not in the form name+id+key of an Ed25519 verifier key"
    )
}
