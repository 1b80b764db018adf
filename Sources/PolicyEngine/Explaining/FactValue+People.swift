extension FactValue {
    /// The value for people.
    var forPeople: String {
        switch self {
        case .yesNo(let isTrue): isTrue ? "yes" : "no"
        case .day(let day): English.date(day)
        case .number(let number): String(number)
        case .word(let word): word.asWords
        }
    }
}
