import Testing

/// A text too long to be printed with the name of a test.
struct LongText: Sendable, CustomTestStringConvertible {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    var testDescription: String {
        "\(text.filter { $0 != "\n" }.prefix(12))… (\(text.utf8.count) bytes)"
    }
}
