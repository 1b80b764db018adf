internal import VaultCrypto

/// Where the records of a chained log end, and the digest of the last.
struct LogIndex: Sendable {
    /// The digest of the header, which the first record follows.
    let start: Digest
    /// The end of each record in the file.
    private(set) var ends: [Int] = []
    /// The digest of the last record.
    private(set) var last: Digest

    /// An index without records.
    init(header: [UInt8]) {
        start = SHA256.hash(header)
        last = start
    }

    /// The number of records.
    var count: Int { ends.count }

    /// Where the next record begins.
    var end: Int { ends.last ?? ChainedLog.headerSize }

    /// Where a record begins; records count from 0.
    func begin(of index: Int) -> Int {
        index == 0 ? ChainedLog.headerSize : ends[index - 1]
    }

    /// Notes a further record.
    mutating func append(size: Int, digest: Digest) {
        ends.append(end + size)
        last = digest
    }

    /// Forgets all records but the first `count`, the last of which has the digest given.
    mutating func cut(to count: Int, digest: Digest) {
        ends.removeLast(ends.count - count)
        last = count == 0 ? start : digest
    }
}
