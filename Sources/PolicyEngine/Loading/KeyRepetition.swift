internal import Yams

/// The second place of a key that a mapping holds twice.
///
/// The composer names the first place and stops. So that everything else in the file is reported too, the second one is
/// found here by its column and renamed. Should that go wrong nothing is lost but a better message: the file is refused
/// in any case.
struct KeyRepetition {
    /// What renamed keys begin with: a character that the screen lets no file use.
    static let marker = "\u{e000}"

    /// The line of the repetition.
    let line: Int
    private let bytes: [UInt8]
    private let place: Range<Int>

    /// Finds the next place of a key after its first one.
    init?(of key: String, after first: Mark, in text: String) {
        bytes = Array(text.utf8)
        var cursor = TextCursor(bytes)
        let key = Array(key.utf8)
        guard let initial = key.first, initial != 0x20,
            let offset = cursor.place(line: first.line, column: first.column),
            let rest = cursor.range(ofLine: first.line)
        else { return nil }

        // On the same line, in a mapping within brackets.
        for index in (offset + key.count)..<max(offset + key.count, rest.upperBound)
        where Self.isKey(key, at: index, in: bytes) && Self.follows(index, in: bytes) {
            (line, place) = (first.line, index..<(index + key.count))
            return
        }
        // On a later line, in the same column.
        var number = first.line + 1
        while let range = cursor.range(ofLine: number) {
            let indentation = bytes[range].prefix { $0 == 0x20 }.count
            let head = bytes[range.lowerBound + indentation..<range.upperBound].first
            if indentation == first.column - 1, Self.isKey(key, at: range.lowerBound + indentation, in: bytes)
            {
                let start = range.lowerBound + indentation
                (line, place) = (number, start..<(start + key.count))
                return
            }
            let says = head.map { $0 != 0x23 && $0 != 0x0a && $0 != 0x0d } ?? false
            if says, indentation < first.column - 1 { return nil }
            number += 1
        }
        return nil
    }

    /// The text with the repetition under a name of its own.
    func renamed(number: Int) -> String {
        String(
            decoding: bytes[..<place.lowerBound] + Array("\(Self.marker)\(number)".utf8)
                + bytes[place.upperBound...],
            as: UTF8.self
        )
    }

    /// Whether a key and its colon stand here.
    private static func isKey(_ key: [UInt8], at index: Int, in bytes: [UInt8]) -> Bool {
        guard index + key.count <= bytes.count, bytes[index..<(index + key.count)].elementsEqual(key) else {
            return false
        }
        let rest = bytes[(index + key.count)...].drop { $0 == 0x20 }
        return rest.first == 0x3a
    }

    /// Whether a comma or an opening bracket comes before.
    private static func follows(_ index: Int, in bytes: [UInt8]) -> Bool {
        let before = bytes[..<index].last { $0 != 0x20 }
        return before == 0x2c || before == 0x7b
    }
}
