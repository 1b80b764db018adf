public import VaultModel

/// A renewal of all keys as the database knows it.
public struct KeyRenewalRow: Hashable, Sendable {
    /// How far a renewal has come.
    public enum State: String, Sendable {
        /// Wanted; there is no new tree yet, or nobody knows of it.
        case begun
        /// There is a new tree, and keys are moved to it.
        case moving
        /// Every key is in the new tree, and the key file is whole; the old trees are to be destroyed.
        case moved
        /// The old trees are destroyed.
        case ended
    }

    /// Names the renewal and its key file.
    public let id: RequestID
    /// The request for the new tree.
    public let treeRequest: RequestID
    /// The request that destroys the old trees.
    public let punctureRequest: RequestID
    /// The trees that go.
    public let oldTrees: [TreeNumber]
    /// The new tree, once there is one.
    public let tree: TreeNumber?
    /// How far it has come.
    public let state: State
    /// When it began.
    public let begunAt: Timestamp

    /// Makes a row.
    public init(
        id: RequestID,
        treeRequest: RequestID,
        punctureRequest: RequestID,
        oldTrees: [TreeNumber],
        tree: TreeNumber?,
        state: State,
        begunAt: Timestamp
    ) {
        self.id = id
        self.treeRequest = treeRequest
        self.punctureRequest = punctureRequest
        self.oldTrees = oldTrees
        self.tree = tree
        self.state = state
        self.begunAt = begunAt
    }
}
