/// The keys under which identifier tokens are made.
public struct IndexKeys: Sendable {
    /// The key of the tokens in use.
    public let current: IndexKey
    /// The key that takes over, while a renewal runs; new tokens are made under both.
    public let next: IndexKey?

    /// Makes the set.
    public init(current: IndexKey, next: IndexKey?) {
        self.current = current
        self.next = next
    }
}
