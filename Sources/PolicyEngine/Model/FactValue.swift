public import VaultModel

/// The value of one fact.
public enum FactValue: Hashable, Sendable {
    /// Yes or no.
    case yesNo(Bool)
    /// A calendar day.
    case day(Day)
    /// A whole number.
    case number(Int)
    /// One word of the fact's closed list.
    case word(String)
}
