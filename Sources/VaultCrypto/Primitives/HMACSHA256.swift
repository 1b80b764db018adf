/// HMAC-SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// Returns the authentication value of a public message under a secret key.
    public static func authenticate(_ message: [UInt8], key: borrowing SecretBytes) -> Digest {
        var stream = HMACSHA256Stream(key: key)
        stream.update(message)
        return stream.finish().withBytes { Digest(span: $0) }
    }
}
