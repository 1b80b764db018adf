public import VaultCrypto

/// A file with one signing key, of the ledger or of certificates.
///
/// It lies beside the key safe, survives every erasure and may be backed up.
///
/// 152 bytes: magic (8), format (1), zeros (15), public key (32), seed (32), checksum (64) = SHA-512(checksum label ‖
/// what comes before).
public enum SigningKeyFile {
    private static let magic = Array("LETHESIG".utf8)
    private static let checksumLabel = Array("lethe.keyring.v1.signing-key".utf8)
    private static let headerSize = 24 + PublicKey.size
    private static let size = headerSize + SigningKey.seedSize + SHA512.size

    /// Makes a new key and its file, readable by this user alone.
    ///
    /// - Throws: `FileError`, `exists` when the file is there.
    public static func create(at path: String) throws -> SigningKey {
        let key = SigningKey.generate()
        try write(key, to: path)
        return key
    }

    /// Writes a key into a new file, readable by this user alone.
    ///
    /// - Throws: `FileError`, `exists` when the file is there.
    public static func write(_ key: borrowing SigningKey, to path: String) throws {
        let header = magic + [1] + [UInt8](repeating: 0, count: 15) + key.publicKey.bytes
        let seed = key.seed()
        var builder = SecretBuilder(capacity: size)
        builder.append(header)
        builder.append(seed)
        builder.append(SHA512.hash(label: checksumLabel + header, secret: seed))
        try FileSystem.writeNew(path, secret: builder.finish(), permissions: 0o600)
    }

    /// Reads a key.
    ///
    /// - Throws: `KeyringError` with code `placement` when others can read the file, `damaged` when it is not what was
    ///   written; `FileError`.
    public static func load(from path: String) throws -> SigningKey {
        try Placement.checkOwner(of: path)
        let file = try DurableFile.open(path, mode: .readOnly)
        guard try file.size() == size else { throw damaged }
        let header = try file.read(count: headerSize, at: 0)
        let seed = try file.readSecret(count: SigningKey.seedSize, at: headerSize)
        let checksum = try file.readSecret(count: SHA512.size, at: headerSize + SigningKey.seedSize)
        guard header.starts(with: magic + [1] + [UInt8](repeating: 0, count: 15)),
            SHA512.hash(label: checksumLabel + header, secret: seed).isEqual(to: checksum)
        else { throw damaged }
        let key = SigningKey(seed: seed)
        guard header.suffix(PublicKey.size).elementsEqual(key.publicKey.bytes) else { throw damaged }
        return key
    }

    private static var damaged: KeyringError {
        KeyringError.damaged("the file of the signing key is not what was written: put back its backup")
    }
}
