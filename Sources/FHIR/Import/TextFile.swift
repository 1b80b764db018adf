public import VaultCore

/// A file of FHIR JSON: one text, or NDJSON with one resource a line (hl7.org/fhir/R4/nd-json.html).
public struct TextFile: Sendable {
    /// What it is called in reports.
    public let name: String
    /// Its bytes.
    public let source: any ByteSource
    /// How many bytes it has.
    public let size: Int
    /// Whether each line is a resource.
    public let isLines: Bool

    /// How large one text, or one line, may be: it is in memory whole.
    static let maximumSize = 64 << 20
    private static let pieceSize = 1 << 20

    /// Names a file; one that ends in `.ndjson` or `.jsonl` has a resource a line.
    public init(name: String, source: any ByteSource, size: Int) {
        self.name = name
        self.source = source
        self.size = size
        isLines = name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
    }

    /// The whole text.
    ///
    /// - Throws: ``FHIRError/Code/tooLarge``, what reading throws.
    func text() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try source.read(at: bytes.count, count: Self.pieceSize)
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= Self.maximumSize else {
                throw FHIRError(
                    .tooLarge,
                    "this text is larger than \(Self.maximumSize >> 20) MiB; NDJSON may be, in a file named .ndjson"
                )
            }
        }
    }
}
