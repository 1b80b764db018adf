/// The kinds of event that narrow what may be read or kept, and are repeated after a restore.
public enum JournalKind: UInt8, CaseIterable, Hashable, Sendable {
    /// A hold was placed.
    case hold = 1
    /// Processing was restricted or blocked.
    case restriction = 2
    /// A consent was revoked.
    case consentRevoked = 3
    /// A role or access right was revoked.
    case roleRevoked = 4
    /// A suppression was set.
    case suppression = 5
    /// A rulebook was published.
    case rulebook = 6
    /// A case was opened or went on.
    case openCase = 7
    /// Data was disclosed to a recipient.
    case disclosure = 8
}
