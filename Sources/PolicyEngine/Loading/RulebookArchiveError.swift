internal import VaultModel

/// Why files are no archive, or bytes none.
public enum RulebookArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes do not begin as an archive does.
    case notAnArchive
    /// The bytes end too early.
    case truncated
    /// There are bytes after the last file.
    case trailingBytes
    /// A path that a rulebook does not allow.
    case path(String)
    /// Files that are not in the order of their paths, or one path twice.
    case order(String)
    /// More files, or more bytes, than a rulebook may have.
    case tooLarge

    /// The failure as a phrase.
    public var description: String {
        switch self {
        case .notAnArchive: "these bytes are not an archive of a rulebook"
        case .truncated: "the archive of the rulebook ends too early"
        case .trailingBytes: "there is something after the end of the rulebook's archive"
        case .path(let path): "`\(path.printed)` is not a path that a rulebook can hold"
        case .order(let path): "`\(path.printed)` is there twice or not in the order of the paths"
        case .tooLarge: "the rulebook has too many files or bytes"
        }
    }
}
