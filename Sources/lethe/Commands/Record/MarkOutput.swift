internal import Evidence
internal import VaultCore
internal import VaultModel

/// What happened to a file, in words and as JSON.
struct MarkOutput {
    private let mark: FileMark

    init(_ mark: FileMark) {
        self.mark = mark
    }

    /// One sentence.
    var line: String {
        let when = "on \(Words.time(mark.at)) by \(mark.by)"
        return switch mark.event {
        case .left(let versions):
            "removed \(when): \(Words.versions(versions)) of what belongs to somebody else"
        case .arrived(let records):
            "moved here \(when) from a file to which it does not belong: "
                + records.map { "record \($0)" }.joined(separator: ", ")
        case .merged: "found \(when) to be one person with another number"
        case .separated: "found \(when) not to be one person with another number"
        }
    }

    var json: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "at": .string(mark.at.description), "by": .string(mark.by),
            "entry": mark.entry.map { .integer(Int64($0)) } ?? .null,
        ]
        switch mark.event {
        case .left(let versions):
            members["event"] = .string("moved-away")
            members["versions"] = .integer(Int64(versions))
        case .arrived(let records):
            members["event"] = .string("moved-here")
            members["records"] = .array(records.map { .string($0.description) })
        case .merged: members["event"] = .string("merged")
        case .separated: members["event"] = .string("separated")
        }
        return .object(members)
    }
}
