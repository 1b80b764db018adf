public import VaultCrypto
internal import VaultModel

/// What is known about one part: sealed, never clear.
public struct PartMetadata: Hashable, Sendable {
    /// The name as given.
    public let name: String
    /// The media type.
    public let mediaType: String
    /// The true size in bytes.
    public let size: Int
    /// The SHA-256 of the content.
    public let sha256: Digest

    var json: CanonicalJSON {
        .object([
            "mediaType": .string(mediaType),
            "name": .string(name),
            "sha256": .string(sha256.hex),
            "size": .integer(Int64(size)),
        ])
    }

    init(name: String, mediaType: String, size: Int, sha256: Digest) {
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
    }

    init?(json: CanonicalJSON) {
        guard json.hasMembers(["mediaType", "name", "sha256", "size"]),
            let name = json["name"]?.stringValue, let mediaType = json["mediaType"]?.stringValue,
            let size = json["size"]?.integerValue, size >= 0,
            let sha256 = json["sha256"]?.stringValue.flatMap(Hex.decode).flatMap(Digest.init(bytes:))
        else { return nil }
        self.init(name: name, mediaType: mediaType, size: Int(size), sha256: sha256)
    }
}
