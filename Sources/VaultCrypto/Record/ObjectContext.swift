public import VaultModel

/// The place that a sealed object belongs to; opened in any other place, it is refused.
///
/// The slot is not part of it, so that a key can move to another slot without touching the object.
public struct ObjectContext: Hashable, Sendable {
    /// The controller answerable for the record.
    public let controller: ControllerID
    /// The record.
    public let record: RecordID
    /// The version of the record.
    public let version: VersionNumber
    /// What the object holds.
    public let kind: ObjectKind

    /// Names a place.
    public init(controller: ControllerID, record: RecordID, version: VersionNumber, kind: ObjectKind) {
        self.controller = controller
        self.record = record
        self.version = version
        self.kind = kind
    }

    /// The bytes bound into every chunk.
    var additionalData: [UInt8] {
        var bytes = Array(ObjectFormat.name.utf8)
        bytes.append(kind.code)
        bytes += controller.bytes
        bytes += record.bytes
        bytes.append(bigEndian: UInt32(version.rawValue))
        bytes.append(bigEndian: kind.partNumber)
        return bytes
    }
}
