internal import CSodium

/// Builds one secret of several pieces, in locked memory from the first byte.
///
/// It is for content that mixes public fields and keys, such as a page of the keyring before it is sealed.
@safe
public struct SecretBuilder: ~Copyable, @unchecked Sendable {
    // Unchecked: the storage has one owner. It is exchanged for a larger one when it is full.
    private var slot: SecretSlot
    private var capacity: Int
    /// The number of bytes so far.
    public private(set) var count = 0

    /// Starts with nothing; `capacity` is the size expected, which may be exceeded.
    public init(capacity: Int) {
        self.capacity = max(capacity, SecretArena.smallestClass)
        slot = SecretArena.shared.allocate(self.capacity)
    }

    /// Adds public bytes.
    public mutating func append(_ bytes: [UInt8]) {
        unsafe append(bytes.span.bytes)
    }

    /// Adds the bytes of a secret.
    public mutating func append(_ secret: borrowing SecretBytes) {
        reserve(secret.count)
        let target = unsafe slot.address + count
        unsafe secret.withPointer { unsafe target.copyMemory(from: $0, byteCount: secret.count) }
        count += secret.count
    }

    /// Adds the bytes of a span.
    public mutating func append(_ bytes: RawSpan) {
        reserve(bytes.byteCount)
        let target = unsafe slot.address + count
        unsafe bytes.withPointer { unsafe target.copyMemory(from: $0, byteCount: bytes.byteCount) }
        count += bytes.byteCount
    }

    /// Returns what was built and wipes the builder.
    public consuming func finish() -> SecretBytes {
        unsafe SecretBytes(copying: UnsafeRawBufferPointer(start: slot.address, count: count).bytes)
    }

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(capacity * 2, count + more)
        let next = SecretArena.shared.allocate(larger)
        unsafe next.address.copyMemory(from: slot.address, byteCount: count)
        SecretArena.shared.deallocate(slot, count: capacity)
        slot = next
        capacity = larger
    }

    deinit {
        SecretArena.shared.deallocate(slot, count: capacity)
    }
}
