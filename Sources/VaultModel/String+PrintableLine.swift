extension String {
    /// Whether it can be printed as one line that shows what it says.
    ///
    /// Such a text is not empty and holds no control characters, no line or paragraph separators and none of the marks
    /// that change the direction of writing. Everything that a certificate prints is a printable line; whoever accepts
    /// a text for a certificate asks here first, since after the erasure it would be too late.
    public var isPrintableLine: Bool {
        !isEmpty && unicodeScalars.allSatisfy(Self.isPrintable)
    }

    /// The text as one line that a terminal shows and does not obey: what may not stand in a printable line is written
    /// as its number, such as `\u{1b}`.
    public var printed: String {
        guard !unicodeScalars.allSatisfy(Self.isPrintable) else { return self }
        return unicodeScalars.reduce(into: "") { line, scalar in
            if Self.isPrintable(scalar) {
                line.unicodeScalars.append(scalar)
            } else {
                line += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !directionMarks.contains(scalar.value)
        }
    }

    /// Embeddings, overrides and isolates (Unicode UAX 9), with which a text can show something else than it says.
    private static let directionMarks: Set<UInt32> = [
        0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
    ]
}
