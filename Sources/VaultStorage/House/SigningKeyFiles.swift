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
        if let key = try existing() {
            try mend(key)
            return key
        }
        let key = SigningKey.generate()
        try mend(key)
        return key
    }

    /// The key, from the first folder that has it; folders that can be reached and lack it get a copy.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when no folder has it.
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

    private func existing() throws -> SigningKey? {
        for path in paths where try FileSystem.exists(path) {
            let seed = try FileSystem.readSecret(path, limit: SigningKey.seedSize)
            guard seed.count == SigningKey.seedSize else {
                throw VaultError(.damaged, "the signing key `\(path)` has not \(SigningKey.seedSize) bytes")
            }
            return SigningKey(seed: seed)
        }
        return nil
    }

    private func mend(_ key: borrowing SigningKey) throws {
        let seed = key.seed()
        for (folder, path) in zip(folders, paths)
        where try FileSystem.exists(folder) && !(try FileSystem.exists(path)) {
            try FileSystem.writeNew(path, secret: seed)
        }
    }
}
