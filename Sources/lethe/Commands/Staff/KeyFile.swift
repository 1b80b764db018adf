internal import VaultCore
internal import VaultCrypto

/// The file with a person's key, in PEM.
enum KeyFile {
    private static let limit = 1 << 14

    /// Makes a key and a new file for it.
    ///
    /// - Throws: `FileError`, `exists` for a file that is there.
    static func make(at path: String) throws -> PublicKey {
        let key = SigningKey.generate()
        try FileSystem.writeNew(path, secret: key.pem(), permissions: 0o600)
        return key.publicKey
    }

    /// The public key.
    ///
    /// - Throws: `FileError`; ``VaultError/Code/invalidInput`` for a file that holds no Ed25519 key, or a private one: that
    ///   belongs to one person, and who registers it is another.
    static func publicKey(in path: String) throws -> PublicKey {
        let text = try FileSystem.readSecret(path, limit: limit)
        if (try? SigningKey(pem: text)) != nil {
            throw VaultError(
                .invalidInput,
                "--key: this is a private key, which stays with its owner; name the file of its public half "
                    + "(`lethe staff make-key FILE > FILE.pub` writes both)"
            )
        }
        do {
            return try PublicKey(pem: text)
        } catch {
            throw VaultError(.invalidInput, "--key: \(error.message)")
        }
    }

    /// The private key.
    ///
    /// - Throws: `FileError`; ``VaultError/Code/invalidInput`` for a file that holds none, or that others can read.
    static func signingKey(in path: String) throws -> SharedSigningKey {
        guard try FileSystem.status(of: path).permissions & 0o077 == 0 else {
            throw VaultError(
                .invalidInput,
                "--key: others can read this private key; make it yours alone (chmod 600), or make another"
            )
        }
        let text = try FileSystem.readSecret(path, limit: limit)
        do {
            return SharedSigningKey(try SigningKey(pem: text))
        } catch {
            throw VaultError(.invalidInput, "--key: \(error.message)")
        }
    }
}
