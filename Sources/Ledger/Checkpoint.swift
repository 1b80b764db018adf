public import VaultCrypto
import VaultModel

/// The state of a ledger: whose it is, how long it is, and its root (C2SP tlog-checkpoint without extensions).
public struct Checkpoint: Hashable, Sendable {
    /// The name of the ledger; its checkpoints are signed under the same name.
    public let origin: String
    /// How many entries there are.
    public let size: UInt64
    /// The root of the tree over them.
    public let root: Digest

    /// Makes a checkpoint.
    public init(origin: String, size: UInt64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The three lines that are signed.
    public var text: String {
        "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n"
    }

    /// Parses the three lines; extension lines are refused, because no ledger of ours writes any.
    ///
    /// - Throws: ``LedgerError`` with `malformed`.
    public init(_ text: String) throws(LedgerError) {
        let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard lines.count == 4, lines[3].isEmpty, VerifierKey.isValid(name: lines[0]),
            let size = UInt64(canonical: lines[1]),
            let bytes = Base64.decode(lines[2]), let root = Digest(bytes: bytes)
        else {
            throw LedgerError(.malformed, "the checkpoint is not the three lines origin, size and root")
        }
        self.init(origin: lines[0], size: size, root: root)
    }
}

extension UInt64 {
    /// The number that decimal digits write without leading zeros, or `nil`.
    init?(canonical text: String) {
        guard let value = UInt64(text), String(value).utf8.elementsEqual(text.utf8) else { return nil }
        self = value
    }
}
