/// What the holder of handed-out keys must let go of.
public enum KeyEviction: Hashable, Sendable {
    /// Keys at, above and below prefixes: they were destroyed.
    case prefixes([Prefix])
    /// All keys: the lease ran out.
    case everything
}
