import VaultCore
import VaultCrypto

/// Keys that `lethe staff make-key` made.
enum KeyPair {
    /// The private key of a file.
    static func signing(_ path: String) throws -> SharedSigningKey {
        SharedSigningKey(try SigningKey(pem: FileSystem.readSecret(path, limit: 4096)))
    }
}
