extension FactSource {
    /// Who can supply facts of this source, in English.
    public var supplier: String { ExplanationWords.english.supplier(self) }
}
