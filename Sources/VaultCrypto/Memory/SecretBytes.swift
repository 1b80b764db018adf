internal import CSodium

/// An owned run of secret bytes in locked memory, wiped when its lifetime ends.
///
/// It cannot be copied by accident, printed, compared with `==`, hashed or encoded. The bytes are reached only inside
/// a closure, as a span that cannot leave it.
///
/// ## Guarantee
/// The storage is locked and kept out of core dumps where the system allows, and wiped at once on release.
/// ## Not guaranteed
/// What a caller copies out of the span, registers, and the working memory of the C libraries during a call.
@safe
public struct SecretBytes: ~Copyable, @unchecked Sendable {
    // Unchecked: the storage has one owner and is never written after `init`.
    private let slot: SecretSlot
    /// The number of bytes.
    public let count: Int

    /// Creates a secret whose bytes, zero at first, `body` writes.
    /// - Throws: what `body` throws; the storage is wiped then.
    public init<E: Error>(
        count: Int,
        initializingWith body: (inout MutableRawSpan) throws(E) -> Void
    ) throws(E) {
        precondition(count >= 0, "a secret has no negative size")
        self.slot = SecretArena.shared.allocate(count)
        self.count = count
        var span = unsafe UnsafeMutableRawBufferPointer(start: slot.address, count: count).mutableBytes
        try body(&span)
    }

    /// Creates a secret of uniformly random bytes.
    public init(random count: Int) {
        self.init(count: count) { span in
            unsafe span.withUnsafeMutableBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                unsafe randombytes_buf(base, buffer.count)
            }
        }
    }

    /// Creates a secret with the same content as `bytes`; wiping the original is the caller's duty.
    public init(copying bytes: RawSpan) {
        self.init(count: bytes.byteCount) { span in
            unsafe span.withUnsafeMutableBytes { target in
                unsafe bytes.withUnsafeBytes { source in unsafe target.copyMemory(from: source) }
            }
        }
    }

    /// Creates a secret with the same content as `bytes`, which stays in ordinary memory: for tests and public seeds.
    public init(copying bytes: [UInt8]) {
        unsafe self.init(copying: bytes.span.bytes)
    }

    /// Calls `body` with the bytes, which must not be kept.
    /// - Throws: what `body` throws.
    public borrowing func withBytes<R: ~Copyable, E: Error>(
        _ body: (RawSpan) throws(E) -> R
    ) throws(E) -> R {
        try body(unsafe UnsafeRawBufferPointer(start: slot.address, count: count).bytes)
    }

    /// Returns whether both hold the same bytes, in time that depends only on their length.
    public borrowing func isEqual(to other: borrowing SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe sodium_memcmp(slot.address, other.slot.address, count) == 0
    }

    /// Returns a second secret with the same bytes; it is written out so that every copy can be found by name.
    public borrowing func copy() -> SecretBytes {
        withBytes { SecretBytes(copying: $0) }
    }

    /// Returns a second secret with the bytes of `range` alone.
    public borrowing func copy(_ range: Range<Int>) -> SecretBytes {
        withBytes { SecretBytes(copying: $0.extracting(range)) }
    }

    deinit {
        SecretArena.shared.deallocate(slot, count: count)
    }
}
