extension FactValue {
    /// The value as files write it, with yes and no for answers.
    var plain: String {
        switch self {
        case .yesNo(let isTrue): isTrue ? "yes" : "no"
        case .day(let day): day.description
        case .number(let number): String(number)
        case .word(let word): word
        }
    }
}
