public import VaultModel

/// The sealed dates of a course of care that retention counts from.
public struct EpisodeEvents: Hashable, Sendable {
    /// When it began.
    public let begun: Day
    /// When it was completed, once it is.
    public let completed: Day?
    /// The number of the site, if any; it can tell a speciality, so it is sealed.
    public let site: Int16?
    /// The reason or name given, if any.
    public let label: String?

    /// Makes events; a completion before the beginning is `nil`.
    public init?(begun: Day, completed: Day?, site: Int16?, label: String?) {
        if let completed, completed < begun { return nil }
        self.begun = begun
        self.completed = completed
        self.site = site
        self.label = label
    }

    var encoded: [UInt8] {
        var members: [String: CanonicalJSON] = [
            "begun": .string(begun.description), "format": .string("lethe.episode.v1"),
        ]
        if let completed { members["completed"] = .string(completed.description) }
        if let site { members["site"] = .integer(Int64(site)) }
        if let label { members["label"] = .string(label) }
        return CanonicalJSON.object(members).encoded
    }

    /// Reads events back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else.
    init(decoding bytes: [UInt8]) throws {
        guard let json = try? CanonicalJSON(decoding: bytes),
            json.hasMembers(["begun", "format"], optional: ["completed", "label", "site"]),
            json["format"]?.stringValue == "lethe.episode.v1",
            let begun = json["begun"]?.stringValue.flatMap(Day.init(iso8601:)),
            let events = Self(
                begun: begun,
                completed: json["completed"]?.stringValue.flatMap(Day.init(iso8601:)),
                site: json["site"]?.integerValue.flatMap(Int16.init(exactly:)),
                label: json["label"]?.stringValue
            )
        else { throw VaultError(.damaged, "the dates of an episode have an unknown form") }
        self = events
    }
}
