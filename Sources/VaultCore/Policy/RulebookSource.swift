public import PolicyEngine

/// Where a rulebook comes from that is compared with another.
public enum RulebookSource: Sendable {
    /// The one in force.
    case active
    /// One that the vault has, published or not, by the first hexadecimal digits of its digest.
    case digest(String)
    /// Files that were checked.
    case files([RulebookFile])
}
