extension FileSystem {
    /// Returns the whole content of a regular file.
    /// - Parameter limit: the most bytes accepted.
    /// - Throws: `FileError`, `tooLarge` above the limit.
    public static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try DurableFile.open(path, mode: .readOnly)
        let size = try file.size()
        guard size <= limit else { throw FileError(.tooLarge, path) }
        return try file.read(count: size, at: 0)
    }

    /// Returns the whole content of a regular file as a secret.
    /// - Parameter limit: the most bytes accepted.
    /// - Throws: `FileError`, `tooLarge` above the limit.
    public static func readSecret(_ path: String, limit: Int) throws(FileError) -> SecretBytes {
        let file = try DurableFile.open(path, mode: .readOnly)
        let size = try file.size()
        guard size <= limit else { throw FileError(.tooLarge, path) }
        return try file.readSecret(count: size, at: 0)
    }

    /// Makes a new file with this content, durably: when it returns, the device holds the bytes and the name.
    /// - Throws: `FileError`, `exists` when the name is taken; after any other error the file may be there in part.
    public static func writeNew(
        _ path: String,
        _ bytes: [UInt8],
        permissions: UInt32 = 0o600
    ) throws(FileError) {
        do {
            let file = try DurableFile.open(path, mode: .createExclusive(permissions: permissions))
            try file.write(bytes, at: 0)
            try file.sync()
        }
        try syncDirectory(parentDirectory(of: path))
    }

    /// Makes a new file with a secret as its content, durably.
    /// - Throws: as `writeNew(_:_:permissions:)`.
    public static func writeNew(
        _ path: String,
        secret: borrowing SecretBytes,
        permissions: UInt32 = 0o600
    ) throws(FileError) {
        do {
            let file = try DurableFile.open(path, mode: .createExclusive(permissions: permissions))
            try file.write(secret: secret, at: 0)
            try file.sync()
        }
        try syncDirectory(parentDirectory(of: path))
    }

    /// Makes a file hold this content, durably: at every instant the name stands for all old or all new bytes.
    ///
    /// Only for ciphertext and public data: the old bytes stay on the device until it uses their place again.
    /// - Throws: `FileError`; the old content is still there then, unless only the last sync failed.
    public static func replace(
        _ path: String,
        _ bytes: [UInt8],
        permissions: UInt32 = 0o600
    ) throws(FileError) {
        let suffix = RandomBytes.make(8).map { String($0, radix: 36) }.joined()
        let temporary = "\(path).\(suffix).tmp"
        do {
            let file = try DurableFile.open(temporary, mode: .createExclusive(permissions: permissions))
            do throws(FileError) {
                try file.write(bytes, at: 0)
                try file.sync()
                try rename(temporary, to: path)
            } catch {
                try? remove(temporary)
                throw error
            }
        }
        try syncDirectory(parentDirectory(of: path))
    }
}
