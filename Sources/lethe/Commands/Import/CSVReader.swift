internal import VaultCore
internal import VaultCrypto

/// Reads a CSV file as RFC 4180 has it, line by line and in bounded memory; the text is UTF-8.
final class CSVReader {
    /// The most bytes of one line.
    static let maximumLine = 1 << 20

    private static let pieceSize = 1 << 18
    private static let (quote, comma, carriageReturn, newline) = (
        UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n")
    )

    private let file: DurableFile
    private let size: Int
    private var piece: [UInt8] = []
    private var offset = 0
    private var place = 0
    /// The number of the line that was read last, from 1; a line in quotes counts as what it is.
    private(set) var line = 0

    /// Opens a file.
    ///
    /// - Throws: `FileError`.
    init(path: String) throws {
        let file = try DurableFile.open(path, mode: .input)
        size = try file.size()
        self.file = file
    }

    /// Which part of the file has been read, of 1.
    var passed: Double {
        size == 0 ? 1 : Double(offset - (piece.count - place)) / Double(size)
    }

    /// The fields of the next line that is not empty; `nil` at the end.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` naming the line, for what is no CSV: nobody can say where the next begins.
    func next() throws -> [String]? {
        while true {
            guard let fields = try record() else { return nil }
            if fields != [""] { return fields }
        }
    }

    private func record() throws -> [String]? {
        guard var byte = try nextByte() else { return nil }
        line += 1
        let first = line
        var fields: [String] = []
        var field: [UInt8] = []
        var length = 0
        while true {
            if byte == Self.quote, field.isEmpty {
                let end = try quoted(into: &field, from: first)
                fields.append(try text(field, first))
                length += field.count
                field = []
                guard let end, end != Self.newline else { return fields }
            } else if byte == Self.comma || byte == Self.newline {
                if byte == Self.newline, field.last == Self.carriageReturn { field.removeLast() }
                fields.append(try text(field, first))
                field = []
                if byte == Self.newline { return fields }
            } else {
                guard byte != Self.quote else {
                    throw Self.refusal(first, "has a quote inside a field without quotes")
                }
                field.append(byte)
                length += 1
            }
            guard length <= Self.maximumLine else { throw Self.refusal(first, "is longer than 1 MiB") }
            guard let next = try nextByte() else {
                fields.append(try text(field, first))
                return fields
            }
            byte = next
        }
    }

    /// Reads a field in quotes behind the first of them.
    ///
    /// - Returns: What ended it: a comma, a newline, or `nil` for the end of the file.
    private func quoted(into field: inout [UInt8], from first: Int) throws -> UInt8? {
        while let byte = try nextByte() {
            guard byte == Self.quote else {
                if byte == Self.newline { line += 1 }
                field.append(byte)
                guard field.count <= Self.maximumLine else {
                    throw Self.refusal(first, "is longer than 1 MiB")
                }
                continue
            }
            var next = try nextByte()
            if next == Self.quote {
                field.append(Self.quote)
                continue
            }
            if next == Self.carriageReturn { next = try nextByte() }
            guard next == nil || next == Self.comma || next == Self.newline else {
                throw Self.refusal(first, "goes on behind a closing quote")
            }
            return next
        }
        throw Self.refusal(first, "has a quote that is never closed")
    }

    private func text(_ bytes: [UInt8], _ line: Int) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.refusal(line, "is not UTF-8")
        }
        return text
    }

    private func nextByte() throws -> UInt8? {
        if place == piece.count {
            guard offset < size else { return nil }
            piece = try file.read(count: min(Self.pieceSize, size - offset), at: offset)
            // What some programs write in front of UTF-8.
            place = offset == 0 && piece.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
            offset += piece.count
            if place == piece.count { return try nextByte() }
        }
        defer { place += 1 }
        return piece[place]
    }

    private static func refusal(_ line: Int, _ why: String) -> VaultError {
        VaultError(.invalidInput, "line \(line) of the map \(why); correct it (RFC 4180) and run it again")
    }
}
