extension String {
    /// A word of the vocabulary as words of a sentence.
    var asWords: String { split(separator: "_").joined(separator: " ") }

    /// The sentence for use after a comma, unless its first word is a name.
    var withoutCapital: String {
        guard let first = first, let second = dropFirst().first, !second.isUppercase else { return self }
        return first.lowercased() + dropFirst()
    }
}
