internal import VaultModel

/// Reads values of the types that policy files use, and says in words what is wrong with them.
struct PolicyReader {
    /// The file that is read.
    let file: String
    /// Where problems go.
    let log: ProblemLog

    /// Adds a problem of this file.
    func problem(_ line: Int, _ what: @autoclosure () -> String, mend: @autoclosure () -> String) {
        log.add(place(line), what(), mend: mend())
    }

    /// A place in this file.
    func place(_ line: Int) -> SourcePlace { SourcePlace(file: file, line: line) }

    // MARK: Shapes

    /// A mapping, of which every key must be known.
    func fields(_ node: PolicyNode, of what: @autoclosure () -> String, known: [String]) -> FieldSet? {
        guard let entries = entries(node, of: what()) else { return nil }
        for entry in entries where !known.contains(entry.key) {
            if case .nothing = entry.value.content, Spelling.nearest(to: entry.key, in: known) == nil {
                problem(
                    entry.line,
                    "\(quoted(entry.key)) stands alone in \(what()), without a value",
                    mend: "If it belongs to the text before a comma, put that whole text in quotes."
                )
            } else {
                problem(
                    entry.line,
                    "The key \(quoted(entry.key)) is not known in \(what())",
                    mend: Spelling.advice(for: entry.key, known: known)
                )
            }
        }
        return FieldSet(reader: self, line: node.line, what: what(), entries: entries)
    }

    /// The entries of a mapping.
    func entries(_ node: PolicyNode, of what: @autoclosure () -> String) -> [PolicyEntry]? {
        guard case .mapping(let entries) = node.content else {
            problem(
                node.line,
                "\(capitalised(what())) should be a group of keys with values, but it is \(node.kind)",
                mend: "Write `key: value` lines here."
            )
            return nil
        }
        return entries
    }

    /// The items of a list; may be empty only when that is allowed.
    func items(_ node: PolicyNode, of what: @autoclosure () -> String, mayBeEmpty: Bool = false)
        -> [PolicyNode]?
    {
        guard case .list(let items) = node.content else {
            problem(
                node.line,
                "\(capitalised(what())) should be a list, but it is \(node.kind)",
                mend: "Write [one, two], or lines that begin with a dash."
            )
            return nil
        }
        guard mayBeEmpty || !items.isEmpty else {
            problem(node.line, "\(capitalised(what())) is an empty list", mend: "Write at least one entry.")
            return nil
        }
        return items
    }

    // MARK: Texts

    /// A text on one line, without spaces around it.
    func text(_ node: PolicyNode, of what: @autoclosure () -> String) -> String? {
        guard case .text(let text) = node.content else {
            problem(
                node.line,
                "\(capitalised(what())) should be a text, but it is \(node.kind)",
                mend: {
                    if case .nothing = node.content {
                        return "Write the text, or remove the key where it may be missing."
                    }
                    return "Put the text in quotes."
                }()
            )
            return nil
        }
        let trimmed = Self.trimmed(text)
        guard !trimmed.isEmpty else {
            problem(node.line, "\(capitalised(what())) is empty", mend: "Write the text.")
            return nil
        }
        guard Self.isPrintable(trimmed) else {
            problem(
                node.line,
                "\(capitalised(what())) has line breaks or characters that cannot be printed",
                mend: "Write it as one paragraph; with > instead of | when it runs over several lines."
            )
            return nil
        }
        return trimmed
    }

    /// Texts, of which none may be there twice.
    func texts(_ node: PolicyNode, of what: @autoclosure () -> String, mayBeEmpty: Bool = false) -> [(
        text: String, line: Int
    )] {
        var seen: Set<String> = []
        return (items(node, of: what(), mayBeEmpty: mayBeEmpty) ?? []).compactMap { item in
            guard let text = text(item, of: "an entry of \(what())") else { return nil }
            guard seen.insert(text).inserted else {
                problem(item.line, "\(quoted(text)) is there twice in \(what())", mend: "Remove one of them.")
                return nil
            }
            return (text, item.line)
        }
    }

    /// As `isPrintableLine`, but quick for the letters of most languages here.
    private static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            (0x20...0x7e).contains($0.value) || (0xa0...0x24f).contains($0.value)
        }
            || text.isPrintableLine
    }

    /// A text without the spaces and line feeds around it.
    private static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\n" }
        guard text.first.map(isSpace) == true || text.last.map(isSpace) == true else { return text }
        var rest = text[...].drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(rest)
    }

    // MARK: Words

    /// A word of a closed list.
    func word(_ node: PolicyNode, of what: @autoclosure () -> String, among known: some Collection<String>)
        -> String?
    {
        guard let text = text(node, of: what()) else { return nil }
        guard known.contains(text) else {
            problem(
                node.line,
                "\(quoted(text)) is not known as \(what())",
                mend: Spelling.advice(for: text, known: known)
            )
            return nil
        }
        return text
    }

    /// A case of an enumeration, by its word.
    func word<Word: RawRepresentable & CaseIterable>(
        _ node: PolicyNode,
        of what: @autoclosure () -> String,
        as type: Word.Type
    ) -> Word? where Word.RawValue == String {
        word(node, of: what(), among: type.allCases.map(\.rawValue)).flatMap(type.init(rawValue:))
    }

    /// `true` or `false`.
    func yesNo(_ node: PolicyNode, of what: @autoclosure () -> String) -> Bool? {
        guard let text = text(node, of: what()) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            problem(
                node.line,
                "\(quoted(text)) is no answer for \(what())",
                mend: "Write true or false; yes, no, on and off are words here."
            )
            return nil
        }
    }

    /// A whole number within bounds.
    func number(_ node: PolicyNode, of what: @autoclosure () -> String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, of: what()) else { return nil }
        guard let number = Self.number(text), range.contains(number) else {
            problem(
                node.line,
                "\(quoted(text)) is not a whole number from \(range.lowerBound) to \(range.upperBound) for \(what())",
                mend: "Write it with digits only, such as 18."
            )
            return nil
        }
        return number
    }

    /// A day that exists.
    func day(_ node: PolicyNode, of what: @autoclosure () -> String) -> Day? {
        guard let text = text(node, of: what()) else { return nil }
        guard let day = Day(iso8601: text) else {
            problem(
                node.line,
                "\(quoted(text)) is not a day of the calendar for \(what())",
                mend: "Write year, month and day, such as 2026-03-31."
            )
            return nil
        }
        return day
    }

    /// The number that digits write, without leading zeros; at most nine digits.
    static func number(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.first != 0x30 || text == "0"
        else { return nil }
        return Int(text)
    }
}

/// The text with a capital letter at its beginning, unless it begins with a quoted word.
func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
}
