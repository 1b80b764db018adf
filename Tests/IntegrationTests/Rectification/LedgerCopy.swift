import Ledger
import Testing
import VaultModel
import VaultStorage

/// The ledger as a sceptic keeps it: every leaf of it.
struct LedgerCopy {
    private let leaves: [[UInt8]]
    private let reader: LogReader

    /// Copies the published ledger of a controller.
    init(of controller: ControllerID, in copy: VaultCopy) throws {
        reader = LogReader(directory: "\(copy.vault.path)/ledger/\(controller)")
        let size = try #require(try reader.checkpoint()).checkpoint.size
        leaves = try reader.entries(in: 0..<size, size: size)
    }

    /// Expects that a later state only adds to this one: every leaf is as it was, and the signed heads agree.
    func expectGrown(to later: LedgerCopy, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(later.leaves.count > leaves.count, sourceLocation: sourceLocation)
        #expect(later.leaves.starts(with: leaves), sourceLocation: sourceLocation)
        let sizes = (earlier: UInt64(leaves.count), later: UInt64(later.leaves.count))
        try reader.consistencyProof(from: sizes.earlier, to: sizes.later).verify(
            earlierRoot: reader.root(size: sizes.earlier),
            laterRoot: reader.root(size: sizes.later)
        )
    }
}
