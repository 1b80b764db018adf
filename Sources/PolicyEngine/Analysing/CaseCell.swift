/// Values of a fact that no rule tells apart.
enum CaseCell: Hashable {
    /// Nobody has said anything.
    case unsaid
    /// Words or answers, in the order of the vocabulary.
    case values([FactValue])
    /// Whole numbers.
    case numbers(ClosedRange<Int>)
    /// Days by their numbers.
    case days(ClosedRange<Int32>)

    /// Whether a value lies in it.
    func contains(_ value: FactValue) -> Bool {
        switch (self, value) {
        case (.values(let values), _): values.contains(value)
        case (.numbers(let range), .number(let number)): range.contains(number)
        case (.days(let range), .day(let day)): range.contains(Cell.day(day))
        default: false
        }
    }
}
