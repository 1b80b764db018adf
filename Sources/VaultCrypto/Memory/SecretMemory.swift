internal import CSodium

/// Protection of the memory that holds secrets, for the whole process.
public enum SecretMemory {
    /// Bytes of locked memory a busy vault needs: page cache of the keyring, derived keys, buffers.
    public static let recommendedLockLimit: UInt64 = 8 << 20

    /// Prepares the cryptographic libraries, forbids core dumps and printed memory, and checks that memory can be locked.
    ///
    /// Call it first in every executable. What it reports is to be printed once.
    /// - Parameter onLockFailure: called once, later, if the limit of locked memory is reached while running.
    /// - Throws: `CryptoError` with code `unavailable` when a library or algorithm is missing.
    public static func prepare(
        onLockFailure: @escaping @Sendable () -> Void = {}
    ) throws(CryptoError) -> SecretMemoryReport {
        guard Sodium.isReady else {
            throw CryptoError(.unavailable, "libsodium cannot start: the system gives no random bytes")
        }
        guard OpenSSL.isReady else {
            throw CryptoError(
                .unavailable,
                "OpenSSL 3 lacks AES-256-GCM or SHA-256: check its configuration"
            )
        }
        let dumpsForbidden = lethe_forbid_dumps() == 0
        lethe_quiet_crashes()
        _ = SecretBytes(random: 32).count
        let isLocked = usage.unlockedBytes == 0
        if isLocked { SecretArena.shared.onLockFailure(onLockFailure) }
        return SecretMemoryReport(isLocked: isLocked, lockLimit: lockLimit, dumpsForbidden: dumpsForbidden)
    }

    /// How much memory secrets take now.
    public static var usage: SecretMemoryUsage { SecretArena.shared.usage }

    private static var lockLimit: UInt64? {
        let limit = lethe_lock_limit()
        return limit == .max ? nil : limit
    }
}
