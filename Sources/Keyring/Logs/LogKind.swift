/// The append-only files of a key safe.
enum LogKind: UInt8, Sendable {
    /// The list of epochs.
    case punctures = 1
    /// The narrowing journal.
    case journal = 2

    /// The file's name in the place.
    var fileName: String {
        switch self {
        case .punctures: "punctures"
        case .journal: "journal"
        }
    }
}
