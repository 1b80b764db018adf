// Words and names as the vocabulary defines them.
extension PolicyReader {
    /// The words of a list that may not be empty.
    func words(_ node: PolicyNode, of what: String) -> [String] {
        checked(texts(node, of: what))
    }

    /// The texts that are words; problems for the others.
    func checked(_ texts: [(text: String, line: Int)]) -> [String] {
        texts.compactMap { text, line in
            guard Self.isWord(text) else {
                problem(
                    line,
                    "\(quoted(text)) is not a word for a list",
                    mend: "Use letters, digits, - and _; true and false are not words."
                )
                return nil
            }
            return text
        }
    }

    /// Whether a text is a name for a list, or a part of the name of a fact.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7a).contains(first), text.utf8.count <= 64 else {
            return false
        }
        return text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
    }

    /// Whether a text is a word for a list.
    private static func isWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x2d, text.utf8.count <= 64, text != "true",
            text != "false"
        else { return false }
        return text.utf8.allSatisfy { byte in
            (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte)
                || byte == 0x5f || byte == 0x2d
        }
    }
}
