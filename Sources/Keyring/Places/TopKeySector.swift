internal import VaultCrypto
internal import VaultModel

/// One of the two halves of a place's `top-key` file: the top key of one state, or this place's share of it, and where
/// the root page lies.
///
/// 4096 bytes: magic (8), format (1), zeros (7), vault (16), controller (16), epoch (8), state id (16), offset (8) and
/// length (4) of the root page, then zeros (44), or with format 2 threshold (1), places (1), member (1) and zeros (41);
/// top key or share (32); checksum (64) = SHA-512(checksum label ‖ the first 128 bytes ‖ top key or share); random
/// bytes. Everything that counts lies in the first 512 bytes, which a device writes as one.
final class TopKeySector: Sendable {
    static let size = 4096
    static let secretSize = 32
    private static let magic = Array("LETHETOP".utf8)
    private static let headerSize = 128
    private static let checksumSize = 64
    /// Where a planned failure tears a sector: within the top key.
    static let tornSize = headerSize + secretSize / 2
    private static let checksumLabel = Array("lethe.keyring.v1.sector".utf8)

    let identity: SafeIdentity
    let state: StateName
    let root: PageLocation
    /// The top key, or a share of it.
    let secret: SharedSecret
    /// Which share it is; `nil` for the whole top key.
    let share: ShareName?

    init(
        identity: SafeIdentity,
        state: StateName,
        root: PageLocation,
        secret: SharedSecret,
        share: ShareName?
    ) {
        self.identity = identity
        self.state = state
        self.root = root
        self.secret = secret
        self.share = share
    }

    /// Whether both are of one state, made in one attempt.
    func belongs(with other: TopKeySector) -> Bool {
        identity == other.identity && state == other.state && root == other.root
            && share?.quorum == other.share?.quorum
    }

    /// The 4096 bytes to write.
    func encoded() -> SecretBytes {
        let header = header
        var builder = SecretBuilder(capacity: Self.size)
        builder.append(header)
        builder.append(secret.bytes)
        builder.append(Self.checksum(header, secret.bytes))
        builder.append(RandomBytes.make(Self.size - builder.count))
        return builder.finish()
    }

    /// Reads the sector at an offset of a `top-key` file; `nil` when no whole sector is there, as after its
    /// destruction or a torn write.
    static func read(_ file: borrowing DurableFile, at offset: Int) throws -> TopKeySector? {
        let header = try file.read(count: headerSize, at: offset)
        let secret = try file.readSecret(count: secretSize, at: offset + headerSize)
        let checksum = try file.readSecret(count: checksumSize, at: offset + headerSize + secretSize)
        guard Self.checksum(header, secret).isEqual(to: checksum) else { return nil }
        var reader = ByteReader(header)
        guard reader.literal(magic), let format = reader.number(UInt8.self),
            reader.literal([UInt8](repeating: 0, count: 7)),
            let vault = reader.run(16), let vault = VaultID(bytes: Array(vault)),
            let controller = reader.run(16), let controller = ControllerID(bytes: Array(controller)),
            let epoch = reader.number(UInt64.self), epoch >= 1, let id = reader.run(StateName.idSize),
            let rootOffset = reader.number(UInt64.self), let rootLength = reader.number(UInt32.self),
            let share = readShare(&reader, format: format)
        else { return nil }
        return TopKeySector(
            identity: SafeIdentity(vault: vault, controller: controller),
            state: StateName(epoch: Epoch(epoch), id: Array(id)),
            root: PageLocation(epoch: Epoch(epoch), offset: rootOffset, length: rootLength),
            secret: SharedSecret(secret),
            share: share
        )
    }

    private static func readShare(_ reader: inout ByteReader, format: UInt8) -> ShareName?? {
        guard format == sharedFormat else { return format == wholeFormat ? .some(nil) : nil }
        guard let threshold = reader.number(UInt8.self), threshold > 1,
            let members = reader.number(UInt8.self), let member = reader.number(UInt8.self), member < members,
            let quorum = Quorum(threshold: Int(threshold), members: Int(members))
        else { return nil }
        return ShareName(quorum: quorum, member: Int(member))
    }

    private var header: [UInt8] {
        let format = share == nil ? Self.wholeFormat : Self.sharedFormat
        var bytes = Self.magic + [format, 0, 0, 0, 0, 0, 0, 0]
        bytes += identity.bytes
        bytes.append(bigEndian: state.epoch.rawValue)
        bytes += state.id
        bytes.append(bigEndian: root.offset)
        bytes.append(bigEndian: root.length)
        if let share {
            bytes += [share.quorum.threshold, share.quorum.members, share.member].map { UInt8($0) }
        }
        return bytes + [UInt8](repeating: 0, count: Self.headerSize - bytes.count)
    }

    private static let wholeFormat: UInt8 = 1
    private static let sharedFormat: UInt8 = 2

    private static func checksum(_ header: [UInt8], _ secret: borrowing SecretBytes) -> SecretBytes {
        SHA512.hash(label: checksumLabel + header, secret: secret)
    }
}
