internal import VaultCrypto

/// The append-only files: the list of epochs and the journal.
extension Place {
    private func path(_ kind: LogKind) -> String { path(kind.fileName) }

    /// Makes an empty log with its first records.
    func makeLog(_ kind: LogKind, records: [UInt8]) throws {
        let file = try makeFile(path(kind))
        try write(ChainedLog.header(kind, identity) + records, to: file, at: 0)
        try sync(file)
    }

    /// Reads a log from front to back; `nil` when its header is not intact.
    func scanLog(_ kind: LogKind, visit: (ArraySlice<UInt8>) -> Void = { _ in }) throws -> LogIndex? {
        let file = try DurableFile.open(path(kind), mode: .readOnly)
        return try LogScan.index(of: file, header: ChainedLog.header(kind, identity), visit: visit)
    }

    /// Appends a record behind the last one known and waits for the device.
    func append(_ record: [UInt8], to kind: LogKind, at end: Int) throws {
        let file = try openLog(kind, appending: record, at: end)
        try syncContent(file)
    }

    /// Appends a record behind the last one known and returns the file, which is to be waited for.
    ///
    /// Bytes behind the last record known come from an attempt that was given up, and go, or are room for the record.
    ///
    /// - Parameter room: Where the room made behind the file ends, if there is any.
    func openLog(_ kind: LogKind, appending record: [UInt8], at end: Int, room: Int? = nil) throws
        -> DurableFile
    {
        let file = try DurableFile.open(path(kind), mode: .readWrite)
        let size = try file.size()
        guard size >= end else { throw KeyringError.damaged("the file \(kind.fileName) became shorter") }
        if size > (room ?? end) { try truncate(file, to: end) }
        try write(record, to: file, at: end)
        return file
    }

    /// Returns the payload of one record.
    func payload(_ kind: LogKind, _ index: LogIndex, _ number: Int) throws -> [UInt8] {
        let file = try DurableFile.open(path(kind), mode: .readOnly)
        let begin = index.begin(of: number) + 4
        return try file.read(count: index.ends[number] - Digest.size - begin, at: begin)
    }

    /// Returns the digest of one record.
    func digest(_ kind: LogKind, _ index: LogIndex, _ number: Int) throws -> Digest? {
        let file = try DurableFile.open(path(kind), mode: .readOnly)
        return Digest(bytes: try file.read(count: Digest.size, at: index.ends[number] - Digest.size))
    }

    /// Makes a log here equal to the one of another place, up to the end of an index.
    ///
    /// - Parameter common: how many bytes are known to be equal already.
    func copyLog(_ kind: LogKind, upTo end: Int, common: Int, from other: Place) throws {
        let source = try DurableFile.open(other.path(kind.fileName), mode: .readOnly)
        if try !FileSystem.exists(path(kind)) {
            try makeLog(kind, records: [])
            try perform(.syncDirectory) { try FileSystem.syncDirectory(folder) }
        }
        let file = try DurableFile.open(path(kind), mode: .readWrite)
        let size = try file.size()
        guard size != end || common < end else { return }
        if size > common { try truncate(file, to: common) }
        if end > common { try write(source.read(count: end - common, at: common), to: file, at: common) }
        try sync(file)
    }
}
