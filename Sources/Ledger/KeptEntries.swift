internal import VaultCrypto

/// The entries of a ledger once more, beside a head: 32 bytes each, in their order.
///
/// Who has lost the ledger's directory, or has put back an older one, has what the head promised all the same. What is
/// behind the head counts for nothing.
struct KeptEntries: Sendable {
    private static let name = "ledger-entries"
    private static let length = Tile.entryLength

    /// The path of the file.
    let path: String

    init(beside head: String) {
        path = "\(FileSystem.parentDirectory(of: head))/\(Self.name)"
    }

    /// How many whole entries there are.
    func size() throws(FileError) -> UInt64 {
        guard try FileSystem.exists(path) else { return 0 }
        return UInt64(try FileSystem.status(of: path).size / Self.length)
    }

    /// Writes entries at their positions, durably.
    func write(_ entries: [[UInt8]], at first: UInt64) throws(FileError) {
        let isNew = try !FileSystem.exists(path)
        let file = try DurableFile.open(path, mode: isNew ? .createExclusive(permissions: 0o600) : .readWrite)
        try file.write(entries.flatMap(\.self), at: Int(first) * Self.length)
        try file.sync()
        if isNew { try FileSystem.syncDirectory(FileSystem.parentDirectory(of: path)) }
    }

    /// Reads entries that are there.
    func entries(in range: Range<UInt64>) throws(FileError) -> [[UInt8]] {
        let file = try DurableFile.open(path, mode: .readOnly)
        let bytes = try file.read(count: range.count * Self.length, at: Int(range.lowerBound) * Self.length)
        return stride(from: 0, to: bytes.count, by: Self.length).map { Array(bytes[$0..<$0 + Self.length]) }
    }
}
