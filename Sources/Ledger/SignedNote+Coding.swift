import VaultModel

extension SignedNote {
    /// The most signatures that are read; signed-note demands at least 16.
    public static let maximumSignatures = 64

    /// The largest note that is read, in bytes.
    public static let maximumSize = 1 << 20

    /// What every signature line begins with: an em dash (U+2014) and a space.
    static let linePrefix: [UInt8] = [0xe2, 0x80, 0x94, 0x20]

    /// The note as bytes: text, empty line, one line for each signature.
    public var encoded: [UInt8] {
        var bytes = Array(text.utf8)
        bytes.append(0x0a)
        for line in signatures {
            bytes += Self.linePrefix
            bytes += "\(line.name) \(Base64.encode(line.keyID + line.signature))\n".utf8
        }
        return bytes
    }

    /// Parses a note; only the exact form is read.
    ///
    /// - Throws: ``LedgerError`` with `malformed`.
    public init(decoding bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.maximumSize, bytes.last == 0x0a, Self.hasNoControls(bytes),
            let blank = Self.lastBlankLine(in: bytes), blank > 0,
            let text = String(validating: bytes[..<blank], as: UTF8.self)
        else { throw Self.unreadable }

        var signatures: [NoteSignature] = []
        for line in bytes[(blank + 1)...].dropLast().split(separator: 0x0a, omittingEmptySubsequences: false)
        {
            guard signatures.count < Self.maximumSignatures, let signature = Self.signature(in: line),
                !signatures.contains(where: { Self.isSameKey($0, signature) })
            else { throw Self.unreadable }
            signatures.append(signature)
        }
        guard !signatures.isEmpty else { throw Self.unreadable }
        self.init(text: text, signatures: signatures)
    }

    /// The offset of the newline that is the last empty line, or `nil` without one.
    private static func lastBlankLine(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 2 else { return nil }
        return (1..<bytes.count).last { bytes[$0] == 0x0a && bytes[$0 - 1] == 0x0a }
    }

    private static func signature(in line: ArraySlice<UInt8>) -> NoteSignature? {
        guard line.starts(with: linePrefix) else { return nil }
        let fields = line.dropFirst(linePrefix.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard fields.count == 2, let name = String(validating: fields[0], as: UTF8.self),
            VerifierKey.isValid(name: name), let encoded = String(validating: fields[1], as: UTF8.self),
            let bytes = Base64.decode(encoded), bytes.count > 4
        else { return nil }
        return NoteSignature(name: name, keyID: Array(bytes[..<4]), signature: Array(bytes[4...]))
    }

    private static func isSameKey(_ one: NoteSignature, _ other: NoteSignature) -> Bool {
        one.name.utf8.elementsEqual(other.name.utf8) && one.keyID == other.keyID
    }

    private static var unreadable: LedgerError {
        LedgerError(.malformed, "the signed note is not in the form of C2SP signed-note")
    }
}
