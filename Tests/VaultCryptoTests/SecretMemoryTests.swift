import Glibc
import Synchronization
import Testing
import VaultCrypto

/// How secrets fare when the system locks little or no memory; each case in a process of its own.
@Suite struct SecretMemoryTests {
    @Test(.enabled(if: Limits.areReal, "sanitizers replace the locking of memory"))
    func worksAndWarnsWhenNothingCanBeLocked() async {
        await #expect(processExitsWith: .success) {
            Limits.lockAtMost(0)
            let report = try SecretMemory.prepare()
            precondition(!report.isLocked && report.lockLimit == 0 && report.warnings.count == 1)
            precondition(SecretBytes(copying: [1, 2, 3]).publicBytes(in: 0..<3) == [1, 2, 3])
            precondition(SecretMemory.usage.unlockedBytes > 0)
        }
    }

    @Test(.enabled(if: Limits.areReal, "sanitizers replace the locking of memory"))
    func reportsOnceWhenTheLimitIsReached() async {
        await #expect(processExitsWith: .success) {
            Limits.lockAtMost(512 << 10)
            let calls = Mutex(0)
            let report = try SecretMemory.prepare { calls.withLock { $0 += 1 } }
            precondition(report.isLocked && report.lockLimit == 512 << 10 && !report.warnings.isEmpty)
            precondition(calls.withLock { $0 } == 0)
            var secrets: [SharedSecret] = []
            for _ in 0..<40_000 { secrets.append(SharedSecret(SecretBytes(random: 32))) }
            precondition(secrets.count == 40_000 && calls.withLock { $0 } == 1)
        }
    }

    @Test func givesEverythingBack() async {
        await #expect(processExitsWith: .success) {
            struct Refused: Error {}
            func refuse(_ count: Int) throws {
                _ = try SecretBytes(count: count) { (_: inout MutableRawSpan) throws(Refused) in
                    throw Refused()
                }.count
            }
            for count in [1, 32, 4_096, 4_097, 100_000] {
                for _ in 0..<100 { try? refuse(count) }
                var builder = SecretBuilder(capacity: 1)
                for _ in 0..<100 { builder.append(SecretBytes(random: count)) }
                let built = builder.finish()
                let shared = SharedSecret(built.copy())
                precondition(shared.bytes.isEqual(to: built))
            }
            precondition(SecretMemory.usage.secrets == 0 && SecretMemory.usage.ownAllocations == 0)
        }
    }

    @Test func forbidsCoreDumps() async {
        await #expect(processExitsWith: .success) {
            let report = try SecretMemory.prepare()
            precondition(report.dumpsForbidden)
            var limit = rlimit(rlim_cur: 1, rlim_max: 1)
            precondition(
                unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
                    && limit.rlim_max == 0
            )
        }
    }

    private enum Limits {
        /// Sanitizers replace `mlock` by a function that does nothing and succeeds.
        static var areReal: Bool {
            unsafe dlsym(nil, "__asan_init") == nil && dlsym(nil, "__tsan_init") == nil
        }

        /// Limits locked memory; root is not bound by the limit, so it becomes nobody first.
        static func lockAtMost(_ bytes: UInt) {
            var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
            precondition(unsafe setrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit) == 0)
            if geteuid() == 0 { precondition(setuid(65_534) == 0) }
        }
    }
}
