/// The 76 bytes before the first chunk: magic, format, kind, two zero bytes, salt, key commitment.
struct ObjectHeader {
    private static let magic = Array("LETHEOBJ".utf8)
    private static let formatVersion: UInt8 = 1

    let salt: [UInt8]
    let keyCommitment: [UInt8]

    init(salt: [UInt8], keyCommitment: [UInt8]) {
        precondition(
            salt.count == ObjectFormat.saltSize && keyCommitment.count == ObjectFormat.commitmentSize
        )
        self.salt = salt
        self.keyCommitment = keyCommitment
    }

    /// Reads a header of an object of this kind.
    init(parsing bytes: [UInt8], kind: ObjectKind) throws(CryptoError) {
        guard bytes.count == ObjectFormat.headerSize, bytes.starts(with: Self.magic) else {
            throw CryptoError(.header, "this is not a sealed object of Lethe")
        }
        guard bytes[8] == Self.formatVersion, bytes[10] == 0, bytes[11] == 0 else {
            throw CryptoError(
                .header,
                "the format of this sealed object is not known: use a newer version of Lethe"
            )
        }
        guard bytes[9] == kind.code else {
            throw CryptoError(.header, "this sealed object is of another kind than expected here")
        }
        salt = Array(bytes[12..<44])
        keyCommitment = Array(bytes[44..<76])
    }

    func encoded(kind: ObjectKind) -> [UInt8] {
        Self.magic + [Self.formatVersion, kind.code, 0, 0] + salt + keyCommitment
    }
}
