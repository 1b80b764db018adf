extension DecisionKind {
    /// The question in English words.
    var question: String { ExplanationWords.english.question(self) }
}
