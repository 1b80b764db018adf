extension String {
    /// A word of the vocabulary as words of a sentence.
    var spaced: String { replacing("_", with: " ") }
}
