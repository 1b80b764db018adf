public import VaultModel

/// A document and what is known about it before it is stored, whatever door it came through.
public struct Intake: Sendable {
    /// The bytes, read piece by piece.
    public let source: any ByteSource
    /// The file's name as given, sealed with the metadata.
    public let name: String
    /// The media type, or `nil` to look at the first bytes.
    public let mediaType: String?
    /// The class that is claimed; `nil` when none is.
    public let recordClass: RecordClass?
    /// Facts that are claimed, by name; an empty text takes one back.
    public let facts: [String: String]
    /// The course of care it belongs to.
    public let episode: Int32?
    /// What is to be laid over the bytes on the way out, as a JSON Patch (RFC 6902), sealed with the metadata; the bytes
    /// stay as received.
    public let overlay: CanonicalJSON?

    /// Makes an intake.
    public init(
        source: any ByteSource,
        name: String,
        mediaType: String? = nil,
        recordClass: RecordClass?,
        facts: [String: String],
        episode: Int32? = nil,
        overlay: CanonicalJSON? = nil
    ) {
        self.source = source
        self.name = name
        self.mediaType = mediaType
        self.recordClass = recordClass
        self.facts = facts
        self.episode = episode
        self.overlay = overlay
    }

    /// Makes an intake of which class and facts are known together, or nothing is.
    public init(
        source: any ByteSource,
        name: String,
        mediaType: String? = nil,
        facts: RecordFacts?,
        episode: Int32? = nil
    ) {
        self.init(
            source: source,
            name: name,
            mediaType: mediaType,
            recordClass: facts?.recordClass,
            facts: facts?.facts ?? [:],
            episode: episode
        )
    }

    /// The same with its bytes from another source.
    func reading(_ source: any ByteSource) -> Intake {
        Intake(
            source: source,
            name: name,
            mediaType: mediaType,
            recordClass: recordClass,
            facts: facts,
            episode: episode,
            overlay: overlay
        )
    }
}
