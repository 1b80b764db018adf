/// Breaks text into lines.
enum TextWrap {
    /// The columns of a line.
    static let columns = 78

    /// The lines of a paragraph; what is longer than a line and has no blank stands alone.
    ///
    /// - Parameters:
    ///   - first: What stands before the first line.
    ///   - further: What stands before the others.
    static func lines(_ text: String, first: String = "", further: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in words(text) {
            if !isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = further
                isEmpty = true
            }
            line += isEmpty ? word : " \(word)"
            isEmpty = false
        }
        return isEmpty ? lines : lines + [line]
    }

    /// The words, with punctuation that French sets apart kept on the line of its word.
    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").reduce(into: []) { words, word in
            if [":", ";", "!", "?", "»"].contains(word), let last = words.popLast() {
                words.append("\(last) \(word)")
            } else {
                words.append(String(word))
            }
        }
    }
}
