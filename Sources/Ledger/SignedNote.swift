public import VaultCrypto

/// A text with signatures (C2SP signed-note).
public struct SignedNote: Hashable, Sendable {
    /// The signed text; it ends in a newline.
    public let text: String
    /// The signatures, in the order of their lines.
    public let signatures: [NoteSignature]

    /// Signs a text.
    ///
    /// Ed25519 signatures are deterministic, so signing the same text again gives the same bytes.
    /// - Throws: ``LedgerError`` with `malformed` when the text does not end in a newline or holds another control
    ///   character, or the name cannot name a key.
    public init(
        signing text: String,
        as name: String,
        with key: borrowing SigningKey
    ) throws(LedgerError) {
        guard text.utf8.last == 0x0a, Self.hasNoControls(Array(text.utf8)) else {
            throw LedgerError(
                .malformed,
                "a note's text must end in a newline and hold no other control character"
            )
        }
        let verifier = try VerifierKey(name: name, publicKey: key.publicKey)
        let signature = key.sign(Array(text.utf8))
        self.init(
            text: text,
            signatures: [NoteSignature(name: name, keyID: verifier.id, signature: signature)]
        )
    }

    init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Checks every signature by one of `keys` and gives the keys that signed, in the order of the lines.
    ///
    /// Signatures by other keys are ignored, as signed-note demands.
    /// - Throws: ``LedgerError`` with `badSignature` when a signature by one of the keys does not verify, with
    ///   `unsigned` when there is none.
    @discardableResult
    public func verify(with keys: [VerifierKey]) throws(LedgerError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        let message = Array(text.utf8)
        for line in signatures {
            for key in keys where line.isBy(key) {
                guard key.publicKey.isValid(line.signature, for: message) else {
                    throw LedgerError(
                        .badSignature,
                        "a signature under the note does not fit its text and key"
                    )
                }
                signers.append(key)
            }
        }
        guard !signers.isEmpty else {
            throw LedgerError(.unsigned, "the note carries no signature by a key that is trusted here")
        }
        return signers
    }

    static func hasNoControls(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0a }
    }
}
