internal import VaultModel

extension FactKind {
    /// Reads a value of this kind: `true` or `false`, `YYYY-MM-DD`, a whole number, or a word of the list.
    ///
    /// - Returns: `nil` for anything else; nothing is guessed.
    public func value(of text: String) -> FactValue? {
        switch self {
        case .yesNo:
            switch text {
            case "true": .yesNo(true)
            case "false": .yesNo(false)
            default: nil
            }
        case .day: Day(iso8601: text).map { .day($0) }
        // Only the one spelling of a number: no sign of plus, no leading zeros.
        case .number: Int(text).flatMap { String($0) == text ? .number($0) : nil }
        case .word(let words): words.contains(text) ? .word(text) : nil
        }
    }

    /// What a value looks like, for a message.
    public var expectation: String {
        switch self {
        case .yesNo: "true or false"
        case .day: "a day as YYYY-MM-DD"
        case .number: "a whole number"
        case .word(let words):
            words.count > 12
                ? "a word of its list, such as \(words.prefix(3).joined(separator: ", "))"
                : "one of \(words.joined(separator: ", "))"
        }
    }
}
