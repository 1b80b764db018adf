internal import CSodium

/// An HMAC-SHA-256 computation over secret and public pieces, with its working state in locked memory.
@safe
struct HMACSHA256Stream: ~Copyable, @unchecked Sendable {
    // Unchecked: the slot has one owner.
    private let slot: SecretSlot

    private static let stateSize = MemoryLayout<crypto_auth_hmacsha256_state>.size

    init(key: borrowing SecretBytes) {
        slot = SecretArena.shared.allocate(Self.stateSize)
        unsafe key.withPointer { unsafe _ = crypto_auth_hmacsha256_init(state, $0, key.count) }
    }

    mutating func update(_ bytes: [UInt8]) {
        unsafe crypto_auth_hmacsha256_update(state, bytes, UInt64(bytes.count))
    }

    mutating func update(_ secret: borrowing SecretBytes) {
        unsafe secret.withPointer {
            unsafe _ = crypto_auth_hmacsha256_update(state, $0, UInt64(secret.count))
        }
    }

    consuming func finish() -> SecretBytes {
        unsafe SecretBytes(
            count: Digest.size,
            writingTo: { output in
                unsafe crypto_auth_hmacsha256_final(state, output)
            }
        )
    }

    private var state: UnsafeMutablePointer<crypto_auth_hmacsha256_state> {
        unsafe slot.address.assumingMemoryBound(to: crypto_auth_hmacsha256_state.self)
    }

    deinit {
        SecretArena.shared.deallocate(slot, count: Self.stateSize)
    }
}
