/// One signature line of a note.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: String
    /// The four bytes that tell keys of one name apart.
    public let keyID: [UInt8]
    /// The signature in the form of its type; 64 bytes for Ed25519.
    public let signature: [UInt8]

    /// Whether the line names this key.
    func isBy(_ key: VerifierKey) -> Bool {
        // Bytes are compared because text comparison would take different spellings of one character as equal.
        name.utf8.elementsEqual(key.name.utf8) && keyID == key.id
    }
}
