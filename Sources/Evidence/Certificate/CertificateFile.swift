public import VaultCrypto

/// A certificate on disk: the JWS, and at most one newline behind it, as editors and shells like to add.
public enum CertificateFile {
    /// Reads the bytes to verify, without the newline.
    ///
    /// - Throws: `FileError`.
    public static func read(_ path: String) throws(FileError) -> [UInt8] {
        var bytes = try FileSystem.read(path, limit: SignedCertificate.maximumSize + 1)
        if bytes.last == 0x0a { bytes.removeLast() }
        return bytes
    }
}
