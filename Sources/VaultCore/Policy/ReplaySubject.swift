public import VaultModel

/// Which kept decisions are to be made again.
public enum ReplaySubject: Sendable {
    /// One of them.
    case decision(DecisionID)
    /// Those about the versions of a record.
    case record(RecordID)
    /// Those behind an erasure, by its certificate.
    case erasure(CertificateID)
    /// All of the controller, those behind its erasures among them.
    case everything
}
