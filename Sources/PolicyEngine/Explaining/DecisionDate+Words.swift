extension DecisionDate.Meaning {
    /// What ends on the date, in words.
    var words: String {
        switch self {
        case .minimum: "To be kept until"
        case .maximum: "To be destroyed after"
        case .answer: "To be answered by"
        case .task: "To be told by"
        }
    }
}
