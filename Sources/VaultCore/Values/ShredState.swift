/// How far a shred has come; each state is durable before the next begins.
public enum ShredState: String, Sendable {
    /// Closed for reading; the intent is stored.
    case fenced
    /// The key safe has destroyed the keys in every place.
    case punctured
    /// Rows are gone, the ledger entry is queued.
    case recorded
    /// Looked for and found nothing left.
    case verified
    /// Looked for and found something.
    case incomplete
    /// The certificate is issued.
    case certified
}
