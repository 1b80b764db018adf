internal import VaultCrypto

/// Reads a chained log from front to back and stops at the first record that is not intact.
enum LogScan {
    private static let window = 1 << 18

    /// Returns the index of the intact records; `nil` when the file has another header.
    ///
    /// - Parameter visit: called with each payload in order.
    static func index(
        of file: borrowing DurableFile,
        header: [UInt8],
        visit: (ArraySlice<UInt8>) -> Void = { _ in }
    ) throws -> LogIndex? {
        let size = try file.size()
        guard size >= header.count, try file.read(count: header.count, at: 0) == header else { return nil }
        var index = LogIndex(header: header)
        var buffer: [UInt8] = []
        var bufferStart = index.end
        while true {
            // The record's length, then the whole record, are brought into the buffer.
            try fill(&buffer, &bufferStart, from: file, size: size, begin: index.end, count: 4)
            var at = index.end - bufferStart
            guard buffer.count - at >= 4 else { return index }
            let length = buffer[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= ChainedLog.maximumPayload else { return index }
            let total = 4 + length + Digest.size
            try fill(&buffer, &bufferStart, from: file, size: size, begin: index.end, count: total)
            at = index.end - bufferStart
            guard buffer.count - at >= total else { return index }
            let payload = Array(buffer[at + 4..<at + 4 + length])
            let digest = ChainedLog.digest(payload, after: index.last)
            guard digest.bytes.elementsEqual(buffer[at + 4 + length..<at + total]) else { return index }
            index.append(size: total, digest: digest)
            visit(payload[...])
        }
    }

    private static func fill(
        _ buffer: inout [UInt8],
        _ bufferStart: inout Int,
        from file: borrowing DurableFile,
        size: Int,
        begin: Int,
        count: Int
    ) throws {
        guard begin + count > bufferStart + buffer.count else { return }
        let wanted = min(max(count, window), size - begin)
        buffer = wanted > 0 ? try file.read(count: wanted, at: begin) : []
        bufferStart = begin
    }
}
