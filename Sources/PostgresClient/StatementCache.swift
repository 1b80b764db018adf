/// The prepared statements of one session, by text and parameter types; the least recently used goes first.
struct StatementCache {
    struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    private var namesGiven: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { entries.count }

    /// The name that a statement is prepared under, if it is.
    mutating func name(of key: Key) -> String? {
        clock += 1
        guard let index = entries.index(forKey: key) else { return nil }
        entries.values[index].lastUse = clock
        return entries.values[index].name
    }

    /// A name that was never given before in this session.
    mutating func newName() -> String {
        namesGiven += 1
        return "lethe_\(namesGiven)"
    }

    /// Notes that the server has prepared a statement; returns the name of one to deallocate when there are too many.
    mutating func insert(_ key: Key, name: String) -> String? {
        clock += 1
        entries[key] = Entry(name: name, lastUse: clock)
        guard entries.count > capacity else { return nil }
        guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
        entries[oldest.key] = nil
        return oldest.value.name
    }
}
