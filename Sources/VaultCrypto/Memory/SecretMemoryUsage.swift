/// Figures about the memory that holds secrets.
public struct SecretMemoryUsage: Hashable, Sendable {
    /// Bytes reserved so far that the system keeps out of swap.
    public internal(set) var lockedBytes = 0
    /// Bytes reserved so far that the system refused to lock.
    public internal(set) var unlockedBytes = 0
    /// Secrets alive now.
    public internal(set) var secrets = 0
    /// Secrets alive now that are too large for a shared slab.
    public internal(set) var ownAllocations = 0
}
