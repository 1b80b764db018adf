/// A document and what is known about it before it is stored, whatever door it came through.
public struct Intake: Sendable {
    /// The bytes, read piece by piece.
    public let source: any ByteSource
    /// The file's name as given, sealed with the metadata.
    public let name: String
    /// The media type, or `nil` to look at the first bytes.
    public let mediaType: String?
    /// What is claimed about the record: class and facts; `nil` when nothing is.
    public let facts: RecordFacts?
    /// The course of care it belongs to.
    public let episode: Int32?

    /// Makes an intake.
    public init(
        source: any ByteSource,
        name: String,
        mediaType: String? = nil,
        facts: RecordFacts?,
        episode: Int32? = nil
    ) {
        self.source = source
        self.name = name
        self.mediaType = mediaType
        self.facts = facts
        self.episode = episode
    }
}
