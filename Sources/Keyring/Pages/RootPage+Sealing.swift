internal import VaultCrypto
internal import VaultModel

/// Sealing and opening of the root page.
///
/// Map: number of the current index key (2 bytes), of the next or 0 (2), number of trees (2), their numbers (2 each),
/// then the map of the top page. Secrets: the current index key, the next if there is one, the top page's.
extension RootPage {
    private static let label = Array("lethe.keyring.v1.root".utf8)

    /// Returns the page sealed under the top key of one state; it seals nothing else.
    func sealed(under topKey: borrowing SecretBytes, identity: SafeIdentity, state: StateName) -> [UInt8] {
        var map: [UInt8] = []
        map.append(bigEndian: indexKeys.current.number)
        map.append(bigEndian: indexKeys.next?.number ?? 0)
        map.append(bigEndian: UInt16(trees.count))
        for tree in trees { map.append(bigEndian: tree.rawValue) }
        map += PageCodec.map(of: page)
        var secrets = SecretBuilder(capacity: (page.count + 2) * PageCodec.secretSize)
        secrets.append(indexKeys.current.key.bytes)
        if let next = indexKeys.next { secrets.append(next.key.bytes) }
        PageCodec.appendSecrets(of: page, to: &secrets)
        let aad = Self.associatedData(identity, state)
        return PageBox.seal(map: map, secrets: secrets.finish(), key: topKey, aad: aad)
    }

    /// Opens the root page of a state.
    ///
    /// - Throws: `KeyringError` with code `damaged` when the bytes are not that page.
    init(
        opening sealed: [UInt8],
        under topKey: borrowing SecretBytes,
        identity: SafeIdentity,
        state: StateName
    ) throws {
        let opened = try PageBox.open(sealed, key: topKey, aad: Self.associatedData(identity, state))
        var reader = ByteReader(opened.map)
        guard let current = reader.number(Int32.self), current >= 1, let next = reader.number(Int32.self),
            next == 0 || next > current, let trees = Self.readTrees(&reader),
            let map = PageCodec.readMap(&reader), reader.isAtEnd
        else { throw PageBox.damaged }
        let size = PageCodec.secretSize
        let own = next == 0 ? size : 2 * size
        guard opened.secrets.bytes.count >= own,
            let page = PageCodec.page(map, secrets: opened.secrets.bytes, at: own)
        else { throw PageBox.damaged }
        func key(_ number: Int32, _ range: Range<Int>) -> IndexKey {
            IndexKey(number: number, key: SharedSecret(opened.secrets.bytes.copy(range)))
        }
        self.indexKeys = IndexKeys(
            current: key(current, 0..<size),
            next: next == 0 ? nil : key(next, size..<2 * size)
        )
        self.trees = trees
        self.page = page
    }

    private static func readTrees(_ reader: inout ByteReader) -> [TreeNumber]? {
        guard let count = reader.number(UInt16.self), count >= 1 else { return nil }
        var trees: [TreeNumber] = []
        for _ in 0..<count {
            guard let number = reader.number(Int16.self), let tree = TreeNumber(number) else { return nil }
            if let last = trees.last, last >= tree { return nil }
            trees.append(tree)
        }
        return trees
    }

    private static func associatedData(_ identity: SafeIdentity, _ state: StateName) -> [UInt8] {
        var aad = label + identity.bytes
        aad.append(bigEndian: state.epoch.rawValue)
        return aad + state.id
    }
}
