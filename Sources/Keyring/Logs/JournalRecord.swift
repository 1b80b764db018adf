internal import VaultModel

/// The payload of a journal record: number (8 bytes), id (16), kind (1), time in seconds (8), tree (2), slot (8), the
/// sealed body.
enum JournalRecord {
    /// Writes an entry under its number.
    static func payload(of entry: JournalEntry, number: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: number)
        bytes += entry.id.bytes
        bytes.append(entry.kind.rawValue)
        bytes.append(bigEndian: entry.at.secondsSinceEpoch)
        bytes.append(bigEndian: entry.tree.rawValue)
        bytes.append(bigEndian: entry.slot.packed)
        return bytes + entry.sealed
    }

    /// Reads what ``payload(of:number:)`` writes; anything else is `nil`.
    static func entry(_ payload: [UInt8]) -> JournalEntry? {
        var reader = ByteReader(payload)
        guard let number = reader.number(Int64.self), number >= 1,
            let id = reader.run(16), let id = RequestID(bytes: Array(id)),
            let kind = reader.number(UInt8.self), let kind = JournalKind(rawValue: kind),
            let seconds = reader.number(Int64.self),
            let tree = reader.number(Int16.self), let tree = TreeNumber(tree),
            let slot = reader.number(Int64.self), let slot = Slot(packed: slot),
            let sealed = reader.run(payload.count - reader.offset)
        else { return nil }
        return JournalEntry(
            number: number,
            id: id,
            kind: kind,
            at: Timestamp(secondsSinceEpoch: seconds),
            tree: tree,
            slot: slot,
            sealed: Array(sealed)
        )
    }
}
