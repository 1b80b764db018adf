/// The two secrets of one version: the key of its objects and the opening of its commitment.
///
/// They are made for one storing attempt and wrapped together, so that destroying the wrap key destroys both.
public struct RecordSecrets: ~Copyable, Sendable {
    /// The 32-byte key from which the keys of all objects of the version are derived.
    public let recordKey: SecretBytes
    /// The opening of the version's commitment.
    public let opening: Opening

    /// Makes fresh secrets for one storing attempt.
    public static func generate() -> RecordSecrets {
        RecordSecrets(recordKey: SecretBytes(random: ObjectFormat.keySize), opening: .random())
    }

    init(recordKey: consuming SecretBytes, opening: consuming Opening) {
        precondition(recordKey.count == ObjectFormat.keySize, "a record key has 32 bytes")
        self.recordKey = recordKey
        self.opening = opening
    }
}
