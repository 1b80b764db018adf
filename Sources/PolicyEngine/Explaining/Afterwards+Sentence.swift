extension RetentionEffect.Afterwards {
    /// What happens when the period is over, in an English sentence.
    var sentence: String { ExplanationWords.english.sentence(self) }
}
