/// How far a shred has come; each state is durable before the next begins.
public enum ShredState: String, Sendable {
    /// Closed for reading; the intent is stored.
    case fenced
    /// The keys are destroyed in every place, rows are gone, the ledger entry is queued.
    case recorded
    /// Looked for and found nothing left.
    case verified
    /// Looked for and found something.
    case incomplete
    /// The certificate is issued.
    case certified
    /// Made before an older database was put back, and made again on that; its certificate was issued before.
    case repeated
}
