internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension PartRow {
    static let columns = "part, body, blob_id, length"

    /// Reads ``columns`` from a row, beginning at column `first`.
    init(row: Row, at first: Int = 0) throws {
        let body: PartBody
        if let blob = try row.uuidOrNil(first + 2) {
            body = .blob(BlobID(blob))
        } else {
            body = .inline(try row.bytes(first + 1))
        }
        self.init(part: try row.int16(first), body: body, sealedLength: Int(try row.int64(first + 3)))
    }
}
