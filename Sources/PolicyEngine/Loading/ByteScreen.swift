/// Looks at the bytes of a file before any YAML parser does, and refuses what could cost memory or time, or show
/// something else than it says.
///
/// It does not know where texts are quoted, so it is a little stricter than YAML: what looks like an anchor, an alias,
/// a directive or a mark of a further document is refused wherever it stands. That is what makes the refusal safe.
struct ByteScreen {
    /// A text that passed.
    struct Passed {
        /// The text, without a byte order mark.
        let text: String
        /// Whether there is a `!`, `&` or `*` where a tag, an anchor or an alias could stand.
        let mayHaveProperties: Bool
    }

    private let file: String
    private let bytes: [UInt8]
    private let log: ProblemLog
    private var line = 1
    private var marks = 0
    private var depth = 0
    private var hasContent = false
    private var mayHaveProperties = false
    private var passes = true

    private init(_ file: RulebookFile, log: ProblemLog) {
        self.file = file.path
        bytes = file.bytes
        self.log = log
    }

    /// The text of a file that passes; `nil` when a problem was found.
    static func text(of file: RulebookFile, log: ProblemLog) -> Passed? {
        var screen = Self(file, log: log)
        guard file.bytes.count <= RulebookLimits.fileBytes else {
            screen.refuse(
                "The file has \(file.bytes.count) bytes; a file may have \(RulebookLimits.fileBytes)",
                mend: "Divide it into several files."
            )
            return nil
        }
        let start = file.bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        guard let text = String(validating: file.bytes[start...], as: UTF8.self) else {
            screen.refuseEncoding(from: start)
            return nil
        }
        screen.look(from: start)
        return screen.passes ? Passed(text: text, mayHaveProperties: screen.mayHaveProperties) : nil
    }

    private mutating func look(from start: Int) {
        lookAtLine(at: start)
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte &- 0x61 < 26 || byte == 0x20 {
                // Small letters and spaces, which are most of every file.
            } else if byte == 0x0a {
                line += 1
                marks += 1
                if index + 1 < bytes.count { lookAtLine(at: index + 1) }
            } else if byte < 0x80 {
                look(at: byte, index)
            } else {
                lookAtLetter(at: index)
            }
            index += 1
        }
        if marks > RulebookLimits.nodes {
            line = 1
            refuse("The file has more entries than can be read", mend: "Divide it into several files.")
        }
    }

    private mutating func look(at byte: UInt8, _ index: Int) {
        if byte == 0x21 || byte == 0x26 || byte == 0x2a, !followsWord(index) { mayHaveProperties = true }
        switch byte {
        case 0x09:
            refuse("There is a tab", mend: "Write spaces; an editor can be told to do so.")
        case 0x0d where byteAt(index + 1) == 0x0a:
            break
        case 0x00..<0x20, 0x7f:
            refuse("There is a control character (number \(byte))", mend: "Remove it.")
        case 0x26 where startsToken(index):
            refuse(
                "\(word(at: index)) would be an anchor, a mark that other places repeat",
                mend: "Write the text out where it is needed; in prose write \"and\", or a space after the &."
            )
        case 0x2a where startsToken(index):
            refuse(
                "\(word(at: index)) would be an alias, a repetition of another place",
                mend: "Write the text out where it is needed; in prose put a space after the *."
            )
        case 0x5b, 0x7b:
            marks += 1
            depth += 1
            if depth == 4 * RulebookLimits.nesting {
                refuse("Too many brackets are open within each other", mend: "Close the brackets.")
            }
        case 0x5d, 0x7d:
            depth = max(0, depth - 1)
        case 0x2c:
            marks += 1
        case 0x2d, 0x3a, 0x3f:
            if byteAt(index + 1).map({ $0 == 0x20 }) ?? true { marks += 1 }
        default:
            break
        }
    }

    /// Directives and marks of documents stand at the beginning of a line.
    private mutating func lookAtLine(at index: Int) {
        let byte = byteAt(index)
        if byte == 0x25 {
            refuse("The line begins with %, which gives orders to the reader", mend: "Remove the line.")
        } else if isDocumentMark(0x2d, at: index) {
            if hasContent {
                refuse(
                    "A second document begins here",
                    mend: "Put it into a file of its own, or remove the ---."
                )
            }
            hasContent = true
        } else if isDocumentMark(0x2e, at: index) {
            refuse("Three dots end the document here", mend: "Remove the line; the file ends where it ends.")
        } else if let byte, byte != 0x0a, byte != 0x0d, byte != 0x20, byte != 0x23 {
            hasContent = true
        }
    }

    private func isDocumentMark(_ byte: UInt8, at index: Int) -> Bool {
        guard index + 2 < bytes.count, bytes[index] == byte, bytes[index + 1] == byte,
            bytes[index + 2] == byte
        else { return false }
        return byteAt(index + 3).map { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 } ?? true
    }

    /// Characters that no text needs: C1 controls, other ends of lines, marks of direction, invisible ones.
    private mutating func lookAtLetter(at index: Int) {
        guard index + 1 < bytes.count else { return }
        let next = bytes[index + 1]
        let third = byteAt(index + 2) ?? 0
        let refused =
            switch bytes[index] {
            case 0xc2: next < 0xa0
            case 0xe2:
                (next == 0x80 && ((0xa8...0xae).contains(third) || third == 0x8b))
                    || (next == 0x81 && (0xa6...0xa9).contains(third))
            case 0xee: true
            case 0xef: next < 0xa4 || (next == 0xbb && third == 0xbf) || (next == 0xbf && third >= 0xbe)
            default: false
            }
        if refused {
            refuse(
                "There is an invisible character, or one that changes the direction of writing",
                mend: "Write the passage again by hand instead of pasting it."
            )
        }
    }

    /// Whether `&` or `*` could begin an anchor or alias: nothing before it that belongs to a word, and a name after it.
    private func startsToken(_ index: Int) -> Bool {
        guard let next = byteAt(index + 1), isName(next) else { return false }
        guard index > 0 else { return true }
        switch bytes[index - 1] {
        case 0x0a, 0x0d, 0x20, 0x09: return true  // line feed, return, space, tab
        case 0x22, 0x27: return true  // " '
        case 0x2c, 0x2d, 0x3a, 0x3f: return true  // , - : ?
        case 0x5b, 0x5d, 0x7b, 0x7d: return true  // brackets
        case 0xbf: return index == 3  // the byte order mark
        default: return false
        }
    }

    /// Whether a letter or digit comes before, so that what is here belongs to a text.
    private func followsWord(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        switch bytes[index - 1] {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: return true
        default: return false
        }
    }

    private func isName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || byte == 0x5f || byte == 0x2d
    }

    private func word(at index: Int) -> String {
        let rest = bytes[(index + 1)...].prefix(40).prefix(while: isName)
        return quoted(String(decoding: bytes[index...index] + rest, as: UTF8.self))
    }

    private func byteAt(_ index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func refuseEncoding(from start: Int) {
        for part in bytes[start...].split(separator: 0x0a, omittingEmptySubsequences: false) {
            guard String(validating: part, as: UTF8.self) != nil else { break }
            line += 1
        }
        refuse("The file is not in UTF-8", mend: "Save it in the encoding UTF-8.")
    }

    private mutating func refuse(_ what: String, mend: String) {
        passes = false
        log.add(SourcePlace(file: file, line: line), what, mend: mend)
    }
}
