/// HKDF with SHA-256 (RFC 5869) over libsodium's HMAC, so that every intermediate value stays in locked memory.
///
/// OpenSSL has HKDF too, but copies keys to ordinary memory; libsodium has it only from version 1.0.19 on.
public enum HKDF {
    /// The largest number of bytes that one derivation gives.
    public static let maximumSize = 255 * Digest.size

    /// Returns `count` bytes derived from a secret: extract, then expand.
    /// - Parameters:
    ///   - salt: public; empty means 32 zero bytes, as the RFC says.
    ///   - info: public; says what the result is for.
    public static func derive(
        from secret: borrowing SecretBytes,
        salt: [UInt8],
        info: [UInt8],
        count: Int
    ) -> SecretBytes {
        let saltKey = SecretBytes(copying: salt)
        var extraction = HMACSHA256Stream(key: saltKey)
        extraction.update(secret)
        return expand(extraction.finish(), info: info, count: count)
    }

    /// Returns `count` bytes from a secret that is already uniform, by the expand step alone.
    public static func expand(_ key: borrowing SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        precondition(count > 0 && count <= maximumSize, "HKDF gives 1 to 8160 bytes")
        var block = firstBlock(key, info)
        if count == Digest.size { return block }
        var output = SecretBuilder(capacity: count + Digest.size)
        output.append(block)
        var counter: UInt8 = 1
        while output.count < count {
            counter += 1
            var stream = HMACSHA256Stream(key: key)
            stream.update(block)
            stream.update(info)
            stream.update([counter])
            block = stream.finish()
            output.append(block)
        }
        return output.finish().copy(0..<count)
    }

    private static func firstBlock(_ key: borrowing SecretBytes, _ info: [UInt8]) -> SecretBytes {
        var stream = HMACSHA256Stream(key: key)
        stream.update(info)
        stream.update([1])
        return stream.finish()
    }
}
