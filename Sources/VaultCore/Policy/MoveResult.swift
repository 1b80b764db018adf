public import VaultModel

/// What came of a move.
public struct MoveResult: Sendable {
    /// What was moved.
    public let records: [RecordID]
    /// How many versions.
    public let versions: Int
    /// The destruction of the keys of the wrong place.
    public let erasure: ErasureResult
    /// Who must be told.
    public let notices: Notices
}
