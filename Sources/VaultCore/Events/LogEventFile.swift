internal import VaultCrypto
internal import VaultModel

/// What an event's ledger entry commits to, with the opening.
struct LogEventFile {
    let statement: [UInt8]
    let opening: [UInt8]

    private static let format = "lethe.event-file.v1"

    var encoded: [UInt8] {
        CanonicalJSON.object([
            "format": .string(Self.format),
            "opening": .string(Hex.encode(opening)),
            "statement": .string(String(decoding: statement, as: UTF8.self)),
        ]).encoded
    }

    init(statement: [UInt8], opening: [UInt8]) {
        self.statement = statement
        self.opening = opening
    }

    /// Reads a file back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else.
    init(decoding bytes: [UInt8]) throws {
        guard let json = try? CanonicalJSON(decoding: bytes),
            json.hasMembers(["format", "opening", "statement"]),
            json["format"]?.stringValue == Self.format, let statement = json["statement"]?.stringValue,
            let opening = json["opening"]?.stringValue.flatMap(Hex.decode)
        else { throw VaultError(.damaged, "the file of an event has an unknown form") }
        self.init(statement: Array(statement.utf8), opening: opening)
    }
}
