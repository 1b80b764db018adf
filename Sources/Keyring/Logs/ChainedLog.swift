internal import VaultCrypto
internal import VaultModel

/// The format of an append-only file whose records are chained by SHA-256.
///
/// Header, 64 bytes: magic (8), format (1), kind (1), zeros (6), vault (16), controller (16), zeros (16). Record: length
/// of the payload (4 bytes), payload, SHA-256(digest of the record before ‖ payload); the first record follows the
/// digest of the header. Equal digests at one position mean equal histories up to there.
enum ChainedLog {
    private static let magic = Array("LETHELOG".utf8)
    static let headerSize = 64
    /// The largest payload of a record.
    static let maximumPayload = 1 << 26

    /// The header of a file.
    static func header(_ kind: LogKind, _ identity: SafeIdentity) -> [UInt8] {
        magic + [1, kind.rawValue] + [UInt8](repeating: 0, count: 6) + identity.bytes
            + [UInt8](repeating: 0, count: 16)
    }

    /// The bytes of a record that follows the digest `previous`, and its own digest.
    static func record(_ payload: [UInt8], after previous: Digest) -> (bytes: [UInt8], digest: Digest) {
        let digest = digest(payload, after: previous)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 36)
        bytes.append(bigEndian: UInt32(payload.count))
        bytes += payload
        digest.append(to: &bytes)
        return (bytes, digest)
    }

    /// The digest of a record.
    static func digest(_ payload: [UInt8], after previous: Digest) -> Digest {
        var stream = SHA256Stream()
        stream.update(previous.bytes)
        stream.update(payload)
        return stream.finish()
    }
}
