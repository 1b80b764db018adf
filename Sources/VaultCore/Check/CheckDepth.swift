/// How far `vault check` goes.
public struct CheckDepth: Hashable, Sendable {
    /// Whether every part is opened and every commitment computed again.
    public let isDeep: Bool
    /// Whether only files are opened that have changed since they were last found whole, as deeply.
    public let onlyChanged: Bool

    /// Makes a depth.
    public init(isDeep: Bool, onlyChanged: Bool = false) {
        self.isDeep = isDeep
        self.onlyChanged = onlyChanged
    }
}
