extension FactSource {
    /// Who can supply facts of this source, in English.
    var supplier: String { ExplanationWords.english.supplier(self) }
}
