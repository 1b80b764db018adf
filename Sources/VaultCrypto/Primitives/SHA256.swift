/// SHA-256 (FIPS 180-4) over public bytes.
public enum SHA256 {
    /// Returns the digest of an array.
    public static func hash(_ bytes: [UInt8]) -> Digest {
        unsafe hash(bytes.span.bytes)
    }

    /// Returns the digest of a span.
    public static func hash(_ bytes: RawSpan) -> Digest {
        var stream = SHA256Stream()
        stream.update(bytes)
        return stream.finish()
    }

    /// Returns the digest of one byte followed by an array, as Merkle leaves need it (RFC 6962 section 2.1).
    public static func hash(prefix: UInt8, _ bytes: [UInt8]) -> Digest {
        var stream = SHA256Stream()
        stream.update([prefix])
        stream.update(bytes)
        return stream.finish()
    }

    /// Returns the digest of one byte followed by two digests, as Merkle nodes need it (RFC 6962 section 2.1).
    public static func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        var block = InlineArray<65, UInt8>(repeating: prefix)
        var span = block.mutableSpan
        var bytes = unsafe span.mutableBytes
        left.store(into: &bytes, at: 1)
        right.store(into: &bytes, at: 1 + Digest.size)
        return unsafe hash(block.span.bytes)
    }
}
