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

    /// The value as ``FactKind/value(of:)`` reads it.
    public var text: String {
        switch self {
        case .yesNo(let isTrue): isTrue ? "true" : "false"
        case .day(let day): day.description
        case .number(let number): String(number)
        case .word(let word): word
        }
    }
}
