/// The constants of the record format, version 1 (`docs/formats/record.md`).
public enum ObjectFormat {
    /// The name that every label and every chunk carries.
    static let name = "lethe.record.v1"
    /// The number of plaintext bytes in every chunk but the last.
    public static let chunkSize = 65_536
    /// The number of bytes of a full chunk when sealed.
    public static let sealedChunkSize = chunkSize + AESGCM.tagSize
    /// The number of bytes before the first chunk.
    public static let headerSize = 76
    /// The number of bytes of a record key.
    public static let keySize = 32
    /// The number of random bytes that make the keys of one object unique.
    static let saltSize = 32
    /// The number of bytes of the key commitment.
    static let commitmentSize = 32
    /// The most chunks under one key (NIST SP 800-38D allows 2^32 messages).
    static let maximumChunks = 1 << 32
}
