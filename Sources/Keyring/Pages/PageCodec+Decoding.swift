internal import VaultCrypto
internal import VaultModel

extension PageCodec {
    /// A decoded map: what a page says without its secrets.
    struct Map {
        let level: UInt8
        let prefixes: [Prefix]
        /// Where the pages below lie; empty at level 0.
        let locations: [PageLocation]
    }

    /// Reads exactly what ``map(of:)`` writes; anything else is `nil`.
    ///
    /// Entries must be in order, and at level 0 none may cover another.
    static func readMap(_ reader: inout ByteReader) -> Map? {
        guard let level = reader.number(UInt8.self), let count = reader.number(UInt16.self) else {
            return nil
        }
        var prefixes: [Prefix] = []
        var locations: [PageLocation] = []
        prefixes.reserveCapacity(Int(count))
        var previous: [UInt8] = []
        for _ in 0..<count {
            guard let prefix = readPrefix(&reader, after: &previous) else { return nil }
            if let last = prefixes.last, last >= prefix || (level == 0 && last.covers(prefix)) { return nil }
            prefixes.append(prefix)
            guard level > 0 else { continue }
            guard let epoch = reader.number(UInt64.self), let offset = reader.number(UInt64.self),
                let length = reader.number(UInt32.self)
            else { return nil }
            locations.append(PageLocation(epoch: Epoch(epoch), offset: offset, length: length))
        }
        return Map(level: level, prefixes: prefixes, locations: locations)
    }

    /// Puts a page together from its map and its secrets, which begin at an offset.
    static func page(_ map: Map, secrets: borrowing SecretBytes, at offset: Int) -> Page? {
        guard secrets.count == offset + map.prefixes.count * secretSize else { return nil }
        func secret(_ index: Int) -> Range<Int> {
            offset + index * secretSize..<offset + (index + 1) * secretSize
        }
        guard map.level > 0 else {
            var nodes: [KeyNode] = []
            nodes.reserveCapacity(map.prefixes.count)
            for (index, prefix) in map.prefixes.enumerated() {
                nodes.append(KeyNode(prefix: prefix, seed: secrets.copy(secret(index))))
            }
            return Page(nodes: Cover(nodes))
        }
        var links: [PageLink] = []
        for (index, prefix) in map.prefixes.enumerated() {
            let key = SharedSecret(secrets.copy(secret(index)))
            links.append(PageLink(first: prefix, location: map.locations[index], key: key))
        }
        return Page(level: map.level, links: links)
    }

    private static func readPrefix(_ reader: inout ByteReader, after previous: inout [UInt8]) -> Prefix? {
        guard let length = reader.number(UInt8.self), let shared = reader.number(UInt8.self) else {
            return nil
        }
        let size = 2 + (Int(length) + 7) / 8
        guard Int(shared) <= previous.count, Int(shared) <= size,
            let rest = reader.run(size - Int(shared))
        else { return nil }
        // Canonical: the first byte of the rest is where the keys part.
        if Int(shared) < previous.count, let first = rest.first, first == previous[Int(shared)] { return nil }
        previous.removeLast(previous.count - Int(shared))
        previous += rest
        guard let tree = TreeNumber(Int16(previous[0]) << 8 | Int16(previous[1])),
            let path = NodePath(length: Int(length), packed: previous[2...])
        else { return nil }
        return Prefix(tree: tree, path: path)
    }
}
