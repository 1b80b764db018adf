/// The nonce of a chunk, as STREAM has it (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015): an 11-byte counter and
/// one byte that is 1 for the last chunk, so that a cut or reordered stream is noticed.
struct ChunkNonce {
    private(set) var bytes = [UInt8](repeating: 0, count: AESGCM.nonceSize)

    /// Makes it the nonce of a chunk, in place.
    mutating func set(index: Int, isFinal: Bool) {
        precondition(index >= 0 && index < ObjectFormat.maximumChunks, "an object has at most 2^32 chunks")
        for place in 0..<8 {
            bytes[3 + place] = UInt8(truncatingIfNeeded: index >> (56 - 8 * place))
        }
        bytes[11] = isFinal ? 1 : 0
    }
}
