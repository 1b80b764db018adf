/// Finds places of a text by line and column; asked in the order of the text it reads every byte once.
struct TextCursor {
    private let bytes: [UInt8]
    private var starts = [0]
    private var line = 1
    private var column = 1
    private var index = 0

    /// Makes a cursor for a text in UTF-8.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        for (index, byte) in bytes.enumerated() where byte == 0x0a { starts.append(index + 1) }
    }

    /// The first byte of the character at a line and column, both counted from 1; `nil` beyond the line.
    mutating func byte(line wanted: Int, column wantedColumn: Int) -> UInt8? {
        place(line: wanted, column: wantedColumn).flatMap { $0 < bytes.count ? bytes[$0] : nil }
    }

    /// The index of the first byte of a character.
    mutating func place(line wanted: Int, column wantedColumn: Int) -> Int? {
        guard wanted >= 1, wanted <= starts.count else { return nil }
        if wanted != line || wantedColumn < column {
            (line, column, index) = (wanted, 1, starts[wanted - 1])
        }
        while column < wantedColumn {
            guard index < bytes.count, bytes[index] != 0x0a else { return nil }
            index += 1
            // The bytes within a character begin with the bits 10.
            while index < bytes.count, bytes[index] & 0xc0 == 0x80 { index += 1 }
            column += 1
        }
        return index
    }

    /// The bytes of a line with its end, as a range.
    func range(ofLine line: Int) -> Range<Int>? {
        guard line >= 1, line <= starts.count else { return nil }
        return starts[line - 1]..<(line < starts.count ? starts[line] : bytes.count)
    }
}
