/// A time limit of a retention rule in numbers.
enum CompiledLimit: Sendable {
    /// There is none.
    case none
    /// A period, by its number, from the day in a fact.
    case period(Int, from: Int)
    /// Without end.
    case unlimited
    /// It counts from a fact that the vocabulary lacks.
    case unanswerable
}
