/// What became of an entry of the key safe's journal in a database.
public enum NarrowingOutcome: Int16, Sendable {
    /// It was written with it, or failed and was told so.
    case written = 1
    /// It was not there and was made good.
    case repeated = 2
    /// What it was about is not there.
    case lost = 3
}
