extension String {
    /// The text on one line, without characters that control a terminal or the direction of text.
    var onOneLine: String {
        split(whereSeparator: \.isWhitespace).map { word in
            String(
                String.UnicodeScalarView(
                    word.unicodeScalars.filter {
                        ![.control, .format].contains($0.properties.generalCategory)
                    }
                )
            )
        }
        .filter { !$0.isEmpty }
        .joined(separator: " ")
    }
}
