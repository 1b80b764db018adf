public import PolicyEngine

/// What came of a correction.
public struct RectificationResult: Sendable {
    /// What the rules said.
    public let outcome: Outcome
    /// The new version; `nil` when the correction was refused.
    public let stored: StoredVersion?
    /// The erasure of the versions before; `nil` when they stay readable.
    public let erasure: ErasureResult?
    /// The statement of disagreement that was attached.
    public let statement: StoredVersion?
    /// Who must be told.
    public let notices: Notices
}
