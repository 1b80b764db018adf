import VaultCrypto
import VaultModel

/// What the ledger has promised: size and root, kept beside the key safe and made durable before they are signed.
struct LogHead: Hashable, Sendable {
    /// The ledger's name.
    let origin: String
    /// How many entries there are.
    let size: UInt64
    /// The root of the tree over them.
    let root: Digest

    private static let firstLine = "lethe.ledger-head.v1"

    /// The largest head file that is read, in bytes.
    static let maximumSize = 4096

    /// The file's bytes: format, origin, size and root, a line each.
    var encoded: [UInt8] {
        Array("\(Self.firstLine)\n\(checkpoint.text)".utf8)
    }

    /// The checkpoint that says the same.
    var checkpoint: Checkpoint {
        Checkpoint(origin: origin, size: size, root: root)
    }

    /// Makes the head that says what a checkpoint says.
    init(_ checkpoint: Checkpoint) {
        origin = checkpoint.origin
        size = checkpoint.size
        root = checkpoint.root
    }

    /// Parses a head file.
    ///
    /// - Throws: ``LedgerError`` with `malformed`.
    init(decoding bytes: [UInt8]) throws(LedgerError) {
        let first = Array("\(Self.firstLine)\n".utf8)
        guard bytes.starts(with: first), let text = String(validating: bytes[first.count...], as: UTF8.self)
        else {
            throw LedgerError(.malformed, "the head file is not a ledger head of version 1")
        }
        self.init(try Checkpoint(text))
    }
}
