import VaultCrypto
import VaultModel

/// A proof that stands alone: where an entry is, the hashes to the root, and the signed checkpoint
/// (C2SP tlog-proof, kept in files named `.tlog-proof`).
public struct TlogProof: Hashable, Sendable {
    /// The way from the entry to the root.
    public let inclusion: InclusionProof
    /// The checkpoint that names the root.
    public let checkpoint: SignedCheckpoint

    /// Joins the parts.
    ///
    /// - Throws: ``LedgerError`` with `badProof` when the proof is for another size than the checkpoint.
    public init(inclusion: InclusionProof, checkpoint: SignedCheckpoint) throws(LedgerError) {
        guard inclusion.size == checkpoint.checkpoint.size, inclusion.index < inclusion.size else {
            throw LedgerError(.badProof, "the inclusion proof is for another size than the checkpoint")
        }
        self.inclusion = inclusion
        self.checkpoint = checkpoint
    }

    /// Checks that the ledger whose key this is holds the entry at the proof's index.
    ///
    /// - Throws: ``LedgerError``: `badSignature`, `unsigned`, `wrongLedger` or `badProof`.
    public func verify(entry: [UInt8], key: VerifierKey) throws(LedgerError) {
        try checkpoint.verify(with: key)
        try inclusion.verify(leaf: MerkleTree.leafHash(entry), root: checkpoint.checkpoint.root)
    }

    /// The most hashes that a path can have: a tree has fewer than 2^64 entries.
    static let maximumPath = 64

    private static let firstLine = "c2sp.org/tlog-proof@v1"

    /// The text form.
    public var text: String {
        var lines = [Self.firstLine, "index \(inclusion.index)"]
        lines += inclusion.path.map { Base64.encode($0.bytes) }
        return lines.joined(separator: "\n") + "\n\n" + String(decoding: checkpoint.encoded, as: UTF8.self)
    }

    /// Parses the text form; extra data is refused, because nothing of ours uses it.
    ///
    /// - Throws: ``LedgerError`` with `malformed` or `badProof`.
    public init(_ text: String) throws(LedgerError) {
        let bytes = Array(text.utf8)
        // No line above the checkpoint is empty, so the first empty line ends them.
        guard bytes.count <= SignedNote.maximumSize,
            let blank = bytes.indices.dropFirst().first(where: { bytes[$0] == 0x0a && bytes[$0 - 1] == 0x0a })
        else { throw Self.unreadable }
        let lines = bytes[..<(blank - 1)].split(separator: 0x0a, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 2, lines.count <= 2 + Self.maximumPath, lines[0] == Self.firstLine,
            lines[1].hasPrefix("index "), let index = UInt64(canonical: String(lines[1].dropFirst(6)))
        else { throw Self.unreadable }
        var path: [Digest] = []
        for line in lines[2...] {
            guard let hash = Base64.decode(line), let digest = Digest(bytes: hash) else {
                throw Self.unreadable
            }
            path.append(digest)
        }
        let checkpoint = try SignedCheckpoint(decoding: Array(bytes[(blank + 1)...]))
        try self.init(
            inclusion: InclusionProof(index: index, size: checkpoint.checkpoint.size, path: path),
            checkpoint: checkpoint
        )
        guard self.text.utf8.elementsEqual(bytes) else { throw Self.unreadable }
    }

    private static let unreadable = LedgerError(.malformed, "the proof is not in the form of C2SP tlog-proof")
}
