/// One part of a version: where its ciphertext is and how long it is.
public struct PartRow: Sendable {
    /// The number of the part; 0 is the resource or file as received.
    public let part: Int16
    /// Where its ciphertext is.
    public let body: PartBody
    /// The length of the ciphertext in bytes.
    public let sealedLength: Int

    /// Makes a row.
    public init(part: Int16, body: PartBody, sealedLength: Int) {
        self.part = part
        self.body = body
        self.sealedLength = sealedLength
    }
}
