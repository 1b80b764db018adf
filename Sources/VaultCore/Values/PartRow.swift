/// One part of a version: where its ciphertext is and how long it is.
public struct PartRow: Sendable {
    /// The number of the part; 0 is the resource or file as received.
    public let part: Int16
    /// Where its ciphertext is.
    public let body: PartBody
    /// The length of the ciphertext in bytes.
    public let sealedLength: Int
    /// Who wrote the blob that a transaction is yet to refer to: while it lives, no sweep takes the blob for an orphan.
    let writer: (any BlobWriter)?

    /// Makes a row.
    public init(part: Int16, body: PartBody, sealedLength: Int) {
        self.init(part: part, body: body, sealedLength: sealedLength, writer: nil)
    }

    init(part: Int16, body: PartBody, sealedLength: Int, writer: (any BlobWriter)?) {
        self.writer = writer
        self.part = part
        self.body = body
        self.sealedLength = sealedLength
    }
}
