internal import COpenSSL

/// Seals one object while its content streams through: pads, hashes and encrypts in one pass.
///
/// Who hashes the content elsewhere, on another processor, gives the digest at the end instead.
///
/// Every sealer draws its own salt, so sealing again, even the same content under the same record key, uses fresh keys.
@safe
public struct ObjectSealer: ~Copyable, @unchecked Sendable {
    // Unchecked: contexts and buffer have one owner.
    private let additionalData: [UInt8]
    private var cipher: GCMContext
    private var hash = SHA256Stream()
    private let hashes: Bool
    private var nonce = ChunkNonce()
    /// The next chunk: it is sealed when it is known whether more follows.
    private let pending: UnsafeMutablePointer<UInt8>
    private var pendingCount = 0 { didSet { pendingMost = max(pendingMost, pendingCount) } }
    private var pendingMost = 0
    private var chunkIndex = 0
    private var contentSize = 0

    /// Starts an object and appends its header to `output`.
    ///
    /// - Parameter hashing: Whether the content is hashed here; otherwise `finish(digest:into:)` is given the digest.
    public init(
        context: ObjectContext,
        recordKey: borrowing SecretBytes,
        hashing: Bool = true,
        into output: inout [UInt8]
    ) {
        self.init(
            context: context,
            recordKey: recordKey,
            salt: RandomBytes.make(ObjectFormat.saltSize),
            hashing: hashing,
            into: &output
        )
    }

    /// Starts an object with a given salt; only vectors need it.
    init(
        context: ObjectContext,
        recordKey: borrowing SecretBytes,
        salt: [UInt8],
        hashing: Bool = true,
        into output: inout [UInt8]
    ) {
        hashes = hashing
        let keys = ObjectKeys(recordKey: recordKey, salt: salt, kind: context.kind)
        let commitment = keys.keyCommitment.publicBytes(in: 0..<ObjectFormat.commitmentSize)
        output += ObjectHeader(salt: salt, keyCommitment: commitment).encoded(kind: context.kind)
        additionalData = context.additionalData
        cipher = GCMContext(key: keys.chunkKey, direction: .seal)
        unsafe pending = UnsafeMutablePointer<UInt8>.allocate(capacity: ObjectFormat.chunkSize)
    }

    /// Takes the next bytes of the content and appends to `output` the chunks that are complete.
    public mutating func update(_ bytes: RawSpan, into output: inout [UInt8]) {
        unsafe bytes.withPointer { source in
            var offset = 0
            while offset < bytes.byteCount {
                let left = bytes.byteCount - offset
                if pendingCount == ObjectFormat.chunkSize {
                    unsafe seal(pending, count: pendingCount, isFinal: false, into: &output)
                    pendingCount = 0
                }
                if pendingCount == 0, left > ObjectFormat.chunkSize {
                    // More follows for certain: sealed from where it lies.
                    unsafe note(source + offset, count: ObjectFormat.chunkSize)
                    unsafe seal(source + offset, count: ObjectFormat.chunkSize, isFinal: false, into: &output)
                    offset += ObjectFormat.chunkSize
                } else {
                    let count = min(left, ObjectFormat.chunkSize - pendingCount)
                    unsafe note(source + offset, count: count)
                    unsafe (pending + pendingCount).update(from: source + offset, count: count)
                    pendingCount += count
                    offset += count
                }
            }
        }
    }

    /// Takes the next bytes of the content and appends to `output` the chunks that are complete.
    public mutating func update(_ bytes: [UInt8], into output: inout [UInt8]) {
        unsafe update(bytes.span.bytes, into: &output)
    }

    /// Pads, appends the last chunks to `output` and says what was sealed.
    public consuming func finish(into output: inout [UInt8]) -> SealedSummary {
        precondition(hashes, "who hashes elsewhere gives the digest")
        let digest = currentDigest()
        return finish(digest: digest, into: &output)
    }

    /// Pads, appends the last chunks to `output` and says what was sealed, with the SHA-256 of the content that was
    /// taken elsewhere.
    public consuming func finish(digest: Digest, into output: inout [UInt8]) -> SealedSummary {
        let layout = ObjectLayout(contentSize: contentSize)
        var padding = layout.paddedSize - contentSize
        while padding > 0 {
            if pendingCount == ObjectFormat.chunkSize {
                unsafe seal(pending, count: pendingCount, isFinal: false, into: &output)
                pendingCount = 0
            }
            let count = min(padding, ObjectFormat.chunkSize - pendingCount)
            unsafe (pending + pendingCount).update(repeating: 0, count: count)
            pendingCount += count
            padding -= count
        }
        unsafe seal(pending, count: pendingCount, isFinal: true, into: &output)
        return SealedSummary(
            contentSize: contentSize,
            paddedSize: layout.paddedSize,
            sealedSize: layout.sealedSize,
            digest: digest
        )
    }

    private mutating func note(_ bytes: UnsafePointer<UInt8>, count: Int) {
        if hashes { unsafe hash.update(UnsafeRawBufferPointer(start: bytes, count: count).bytes) }
        contentSize += count
    }

    /// Ends the hash; the stream that replaces it is never used.
    private mutating func currentDigest() -> Digest {
        var ended = SHA256Stream()
        swap(&ended, &hash)
        return ended.finish()
    }

    private mutating func seal(
        _ plaintext: UnsafePointer<UInt8>,
        count: Int,
        isFinal: Bool,
        into output: inout [UInt8]
    ) {
        nonce.set(index: chunkIndex, isFinal: isFinal)
        chunkIndex += 1
        unsafe output.append(
            count: count + AESGCM.tagSize,
            writingTo: { target in
                unsafe cipher.seal(
                    plaintext,
                    count: count,
                    nonce: nonce.bytes,
                    aad: additionalData,
                    into: target
                )
                return true
            }
        )
    }

    deinit {
        unsafe OPENSSL_cleanse(pending, pendingMost)
        unsafe pending.deallocate()
    }
}
