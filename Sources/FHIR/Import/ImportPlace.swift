/// Where something stands that is imported, as it is named in reports.
struct ImportPlace: Hashable, Sendable {
    let file: String
    var line: Int?
    var entry: Int?

    /// The file, with the line or the entry.
    var text: String {
        if let line { return "\(file), line \(line)" }
        if let entry { return "\(file), entry \(entry)" }
        return file
    }
}
