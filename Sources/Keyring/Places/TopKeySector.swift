internal import VaultCrypto
internal import VaultModel

/// One of the two halves of a place's `top-key` file: the top key of one state, and where its root page lies.
///
/// 4096 bytes: magic (8), format (1), zeros (7), vault (16), controller (16), epoch (8), state id (16), offset (8) and
/// length (4) of the root page, zeros (44); top key (32); checksum (64) = SHA-512(checksum label ‖ the first 128 bytes ‖
/// top key); random bytes. Everything that counts lies in the first 512 bytes, which a device writes as one.
final class TopKeySector: Sendable {
    static let size = 4096
    static let topKeySize = 32
    private static let magic = Array("LETHETOP".utf8)
    private static let headerSize = 128
    private static let checksumSize = 64
    /// Where a planned failure tears a sector: within the top key.
    static let tornSize = headerSize + topKeySize / 2
    private static let checksumLabel = Array("lethe.keyring.v1.sector".utf8)

    let identity: SafeIdentity
    let state: StateName
    let root: PageLocation
    let topKey: SharedSecret

    init(identity: SafeIdentity, state: StateName, root: PageLocation, topKey: SharedSecret) {
        self.identity = identity
        self.state = state
        self.root = root
        self.topKey = topKey
    }

    /// The 4096 bytes to write.
    func encoded() -> SecretBytes {
        let header = header
        var builder = SecretBuilder(capacity: Self.size)
        builder.append(header)
        builder.append(topKey.bytes)
        builder.append(Self.checksum(header, topKey.bytes))
        builder.append(RandomBytes.make(Self.size - builder.count))
        return builder.finish()
    }

    /// Reads the sector at an offset of a `top-key` file; `nil` when no whole sector is there, as after its
    /// destruction or a torn write.
    static func read(_ file: borrowing DurableFile, at offset: Int) throws -> TopKeySector? {
        let header = try file.read(count: headerSize, at: offset)
        let topKey = try file.readSecret(count: topKeySize, at: offset + headerSize)
        let checksum = try file.readSecret(count: checksumSize, at: offset + headerSize + topKeySize)
        guard Self.checksum(header, topKey).isEqual(to: checksum) else { return nil }
        var reader = ByteReader(header)
        guard reader.literal(magic + [1, 0, 0, 0, 0, 0, 0, 0]),
            let vault = reader.run(16), let vault = VaultID(bytes: Array(vault)),
            let controller = reader.run(16), let controller = ControllerID(bytes: Array(controller)),
            let epoch = reader.number(UInt64.self), epoch >= 1, let id = reader.run(StateName.idSize),
            let rootOffset = reader.number(UInt64.self), let rootLength = reader.number(UInt32.self)
        else { return nil }
        return TopKeySector(
            identity: SafeIdentity(vault: vault, controller: controller),
            state: StateName(epoch: Epoch(epoch), id: Array(id)),
            root: PageLocation(epoch: Epoch(epoch), offset: rootOffset, length: rootLength),
            topKey: SharedSecret(topKey)
        )
    }

    private var header: [UInt8] {
        var bytes = Self.magic + [1, 0, 0, 0, 0, 0, 0, 0] + identity.bytes
        bytes.append(bigEndian: state.epoch.rawValue)
        bytes += state.id
        bytes.append(bigEndian: root.offset)
        bytes.append(bigEndian: root.length)
        return bytes + [UInt8](repeating: 0, count: Self.headerSize - bytes.count)
    }

    private static func checksum(_ header: [UInt8], _ topKey: borrowing SecretBytes) -> SecretBytes {
        SHA512.hash(label: checksumLabel + header, secret: topKey)
    }
}
