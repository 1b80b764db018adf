internal import Keyring
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The file of a signing key, one copy in each place beside the key safe.
///
/// Signing keys survive erasures and may be backed up; losing them would end the chain of checkpoints, not lose a record.
struct SigningKeyFiles {
    let folders: [String]
    let name: String

    private var paths: [String] { folders.map { $0 + "/" + name } }

    /// The key of an unfinished creation, or a fresh one, written to every folder.
    func create() throws -> SigningKey {
        let key = try existing() ?? SigningKey.generate()
        try mend(key)
        return key
    }

    /// The key, from the first folder that has it; folders that can be reached and lack it get a copy.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when no folder has it, `KeyringError` when every copy is damaged.
    func load(isReadOnly: Bool) throws -> SigningKey {
        guard let key = try existing() else {
            throw VaultError(
                .unusable,
                "the signing key `\(name)` is in no place of the key safe; restore it from its backup"
            )
        }
        if !isReadOnly { try? mend(key) }
        return key
    }

    /// The first copy that is whole; what an interruption or a bad disk left is passed over.
    private func existing() throws -> SigningKey? {
        var failure: (any Error)?
        for path in paths where try FileSystem.exists(path) {
            do {
                return try SigningKeyFile.load(from: path)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return nil
    }

    /// Writes the key where a folder that can be reached has no whole copy.
    private func mend(_ key: borrowing SigningKey) throws {
        for (folder, path) in zip(folders, paths) where try FileSystem.exists(folder) {
            if try FileSystem.exists(path) {
                if (try? SigningKeyFile.load(from: path).publicKey) == key.publicKey { continue }
                try FileSystem.remove(path)
            }
            try SigningKeyFile.write(key, to: path)
        }
    }
}
