internal import VaultModel

/// What an erasure would take, shown before anything is done.
public struct ErasurePreview: Sendable {
    /// The records with their newest versions.
    public let records: [OpenedVersion]
    /// How many versions there are in all.
    public let versions: Int
    /// Whether the patient goes as a whole.
    public let isWholePatient: Bool
}
