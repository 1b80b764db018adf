internal import VaultCrypto
internal import VaultModel

/// The encoding of pages: a map without secrets, and the secrets, 32 bytes per entry in the order of the map.
///
/// Map: level (1 byte), number of entries (2 bytes), entries. Entry: length of the path in bits (1 byte), number of
/// leading bytes shared with the entry before (1 byte), the other bytes of tree number and path; above level 0 also
/// epoch (8), offset (8) and length (4) of the page linked to.
enum PageCodec {
    /// The number of secret bytes per entry.
    static let secretSize = 32

    /// Returns the map of a page.
    static func map(of page: Page) -> [UInt8] {
        var bytes: [UInt8] = [page.level]
        bytes.reserveCapacity(3 + page.count * 32)
        bytes.append(bigEndian: UInt16(page.count))
        var previous: [UInt8] = []
        switch page.content {
        case .nodes(let cover):
            for node in cover.nodes { append(node.prefix, after: &previous, to: &bytes) }
        case .links(let links):
            for link in links {
                append(link.first, after: &previous, to: &bytes)
                bytes.append(bigEndian: link.location.epoch.rawValue)
                bytes.append(bigEndian: link.location.offset)
                bytes.append(bigEndian: link.location.length)
            }
        }
        return bytes
    }

    /// Adds the secrets of a page.
    static func appendSecrets(of page: Page, to builder: inout SecretBuilder) {
        switch page.content {
        case .nodes(let cover):
            for node in cover.nodes { builder.append(node.seed) }
        case .links(let links):
            for link in links { builder.append(link.key.bytes) }
        }
    }

    private static func append(_ prefix: Prefix, after previous: inout [UInt8], to bytes: inout [UInt8]) {
        let key = keyBytes(of: prefix)
        var shared = 0
        while shared < min(previous.count, key.count), previous[shared] == key[shared] { shared += 1 }
        bytes.append(UInt8(prefix.path.length))
        bytes.append(UInt8(shared))
        for index in shared..<key.count { bytes.append(key[index]) }
        previous = key
    }

    static func keyBytes(of prefix: Prefix) -> [UInt8] {
        var key: [UInt8] = []
        key.append(bigEndian: prefix.tree.rawValue)
        prefix.path.append(to: &key, count: (prefix.path.length + 7) / 8)
        return key
    }
}
