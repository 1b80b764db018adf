/// What could be done at start to protect the memory that holds secrets.
public struct SecretMemoryReport: Hashable, Sendable {
    /// Whether a first piece of memory could be locked, so that it never reaches swap.
    public let isLocked: Bool
    /// The number of bytes the system lets this process lock; nil means no limit.
    public let lockLimit: UInt64?
    /// Whether core dumps and debuggers are forbidden for this process.
    public let dumpsForbidden: Bool

    /// Sentences to print once at start; empty when everything is as it should be.
    public var warnings: [String] {
        var warnings: [String] = []
        if !isLocked {
            warnings.append("the system refuses to lock memory: keys may reach swap; raise `ulimit -l`")
        } else if let lockLimit, lockLimit < SecretMemory.recommendedLockLimit {
            warnings.append(
                "only \(lockLimit / 1024) KiB of memory can be locked; raise `ulimit -l` to at least "
                    + "\(SecretMemory.recommendedLockLimit / 1024) KiB for a busy vault"
            )
        }
        if !dumpsForbidden {
            warnings.append("core dumps cannot be forbidden here: a crash may write keys to disk")
        }
        return warnings
    }
}
