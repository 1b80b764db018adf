internal import VaultCrypto
internal import VaultModel

/// Seals and opens pages for one keyring.
///
/// A sealed page is the length of its sealed map (4 bytes), the sealed map, the sealed secrets: AES-256-GCM under the
/// page's own key, which seals nothing else, with nonces 0 and 1. Seeds and keys go between the seal and locked memory
/// without passing through ordinary memory.
struct PageBox: Sendable {
    let identity: SafeIdentity

    private static let pageLabel = Array("lethe.keyring.v1.page".utf8)
    private static let mapNonce = [UInt8](repeating: 0, count: AESGCM.nonceSize)
    private static let secretsNonce = [UInt8](repeating: 0, count: AESGCM.nonceSize - 1) + [1]

    /// Returns a page sealed for its place in a page file.
    func seal(_ page: Page, key: borrowing SecretBytes, epoch: Epoch, offset: UInt64) -> [UInt8] {
        var secrets = SecretBuilder(capacity: page.count * PageCodec.secretSize)
        PageCodec.appendSecrets(of: page, to: &secrets)
        let aad = associatedData(epoch: epoch, offset: offset)
        return Self.seal(map: PageCodec.map(of: page), secrets: secrets.finish(), key: key, aad: aad)
    }

    /// Opens the page that a link refers to.
    ///
    /// - Throws: `KeyringError` with code `damaged` when the bytes are not that page.
    func open(_ sealed: [UInt8], link: PageLink) throws -> Page {
        let aad = associatedData(epoch: link.location.epoch, offset: link.location.offset)
        let opened = try Self.open(sealed, key: link.key.bytes, aad: aad)
        var reader = ByteReader(opened.map)
        guard let map = PageCodec.readMap(&reader), reader.isAtEnd, map.prefixes.first == link.first,
            let page = PageCodec.page(map, secrets: opened.secrets.bytes, at: 0)
        else { throw Self.damaged }
        return page
    }

    /// Seals a map and its secrets under a key that seals nothing else.
    static func seal(
        map: [UInt8],
        secrets: borrowing SecretBytes,
        key: borrowing SecretBytes,
        aad: [UInt8]
    ) -> [UInt8] {
        let sealedMap = AESGCM.seal(map, key: key, nonce: mapNonce, aad: aad)
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt32(sealedMap.count))
        bytes += sealedMap
        bytes += AESGCM.seal(secret: secrets, key: key, nonce: secretsNonce, aad: aad)
        return bytes
    }

    /// Opens what ``seal(map:secrets:key:aad:)`` gave.
    static func open(_ sealed: [UInt8], key: borrowing SecretBytes, aad: [UInt8]) throws -> Opened {
        var reader = ByteReader(sealed)
        guard let length = reader.number(UInt32.self), let sealedMap = reader.run(Int(length)),
            let sealedSecrets = reader.run(sealed.count - reader.offset)
        else { throw damaged }
        do {
            let map = try AESGCM.open(Array(sealedMap), key: key, nonce: mapNonce, aad: aad)
            let secrets = try AESGCM.openSecret(Array(sealedSecrets), key: key, nonce: secretsNonce, aad: aad)
            return Opened(map: map, secrets: SharedSecret(secrets))
        } catch {
            throw damaged
        }
    }

    /// An opened map and its secrets.
    struct Opened {
        let map: [UInt8]
        let secrets: SharedSecret
    }

    static let damaged = KeyringError(
        .damaged,
        "a page of the keyring is missing or was changed: put back another place of the key safe"
    )

    private func associatedData(epoch: Epoch, offset: UInt64) -> [UInt8] {
        var aad = Self.pageLabel + identity.bytes
        aad.append(bigEndian: epoch.rawValue)
        aad.append(bigEndian: offset)
        return aad
    }
}
