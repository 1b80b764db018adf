internal import VaultCrypto
internal import VaultModel

/// One of the two halves of a place's `top-key` file: the top key of one state, or this place's share of it, and where
/// the root page lies.
///
/// 4096 bytes: magic (8), format (1), zeros (7), vault (16), controller (16), epoch (8), state id (16), offset (8) and
/// length (4) of the root page, then zeros (44), or of a share threshold (1), places (1), member (1) and zeros (41);
/// top key or share (32), or the same sealed under a token's key (48); checksum (64) = SHA-512(checksum label ‖ all
/// before it); random bytes. Everything that counts lies in the first 512 bytes, which a device writes as one.
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

    /// The 4096 bytes to write, sealed under a fresh key of the token if there is one.
    ///
    /// - Throws: `KeyringError` with code `token`.
    func encoded(token: (any KeyToken)? = nil) throws -> SecretBytes {
        let header = header(isSealed: token != nil)
        let content =
            if let token { SecretBytes(copying: try token.seal(secret.bytes, under: state.id)) } else {
                secret.bytes.copy()
            }
        var builder = SecretBuilder(capacity: Self.size)
        builder.append(header)
        builder.append(content)
        builder.append(Self.checksum(header, content))
        builder.append(RandomBytes.make(Self.size - builder.count))
        return builder.finish()
    }

    /// Reads the sector at an offset of a `top-key` file; `nil` when no whole sector is there, as after its
    /// destruction or a torn write.
    ///
    /// - Throws: `KeyringError` with code `token`, `placement` when the place was named with a token and has none, or
    ///   the other way round; `FileError`.
    static func read(
        _ file: borrowing DurableFile,
        at offset: Int,
        token: (any KeyToken)? = nil
    ) throws -> TopKeySector? {
        let header = try file.read(count: headerSize, at: offset)
        let isSealed = header[magic.count] >= sealedFormat
        let size = isSealed ? sealedSize : secretSize
        let content = try file.readSecret(count: size, at: offset + headerSize)
        let checksum = try file.readSecret(count: checksumSize, at: offset + headerSize + size)
        guard Self.checksum(header, content).isEqual(to: checksum) else { return nil }
        var reader = ByteReader(header)
        guard reader.literal(magic), let format = reader.number(UInt8.self),
            reader.literal([UInt8](repeating: 0, count: 7)),
            let vault = reader.run(16), let vault = VaultID(bytes: Array(vault)),
            let controller = reader.run(16), let controller = ControllerID(bytes: Array(controller)),
            let epoch = reader.number(UInt64.self), epoch >= 1, let id = reader.run(StateName.idSize),
            let rootOffset = reader.number(UInt64.self), let rootLength = reader.number(UInt32.self),
            let share = readShare(&reader, format: format)
        else { return nil }
        guard (token != nil) == isSealed else {
            throw KeyringError(
                .placement,
                isSealed
                    ? "the keys of a place are in a token: name the place by the token's location (pkcs11:…)"
                    : "the keys of a place are in its folder, not in a token: name the place by its folder"
            )
        }
        guard let secret = try opened(content, token, Array(id)) else { return nil }
        return TopKeySector(
            identity: SafeIdentity(vault: vault, controller: controller),
            state: StateName(epoch: Epoch(epoch), id: Array(id)),
            root: PageLocation(epoch: Epoch(epoch), offset: rootOffset, length: rootLength),
            secret: SharedSecret(secret),
            share: share
        )
    }

    private static func readShare(_ reader: inout ByteReader, format: UInt8) -> ShareName?? {
        guard 1...sealedShareFormat ~= format else { return nil }
        guard format == sharedFormat || format == sealedShareFormat else { return .some(nil) }
        guard let threshold = reader.number(UInt8.self), threshold > 1,
            let members = reader.number(UInt8.self), let member = reader.number(UInt8.self), member < members,
            let quorum = Quorum(threshold: Int(threshold), members: Int(members))
        else { return nil }
        return ShareName(quorum: quorum, member: Int(member))
    }

    /// What was sealed under a token's key; `nil` when the token has destroyed it.
    private static func opened(
        _ content: borrowing SecretBytes,
        _ token: (any KeyToken)?,
        _ name: [UInt8]
    ) throws -> SecretBytes? {
        guard let token else { return content.copy() }
        do {
            return try token.open(content.publicBytes(in: 0..<content.count), under: name)
        } catch let error as KeyringError where error.code == .damaged {
            return nil
        }
    }

    private func header(isSealed: Bool) -> [UInt8] {
        let shareFormat = isSealed ? Self.sealedShareFormat : Self.sharedFormat
        let format = share == nil ? (isSealed ? Self.sealedFormat : Self.wholeFormat) : shareFormat
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
    private static let sealedFormat: UInt8 = 3
    private static let sealedShareFormat: UInt8 = 4
    private static let sealedSize = secretSize + 16

    private static func checksum(_ header: [UInt8], _ secret: borrowing SecretBytes) -> SecretBytes {
        SHA512.hash(label: checksumLabel + header, secret: secret)
    }
}
