extension FactDefinition {
    /// Whether somebody may state this value: it is of the fact's kind, and the fact is not computed.
    public func accepts(_ value: FactValue) -> Bool {
        guard derivation == nil else { return false }
        switch (kind, value) {
        case (.yesNo, .yesNo), (.day, .day), (.number, .number): return true
        case (.word(let words), .word(let word)): return words.contains(word)
        default: return false
        }
    }
}
