/// What kind of values a fact has.
public enum FactKind: Hashable, Sendable {
    /// Yes or no.
    case yesNo
    /// A calendar day.
    case day
    /// A whole number.
    case number
    /// One word of a closed list, in the order of the vocabulary.
    case word([String])
}
