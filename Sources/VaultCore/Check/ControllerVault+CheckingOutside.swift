internal import Ledger
internal import VaultModel

extension ControllerVault {
    /// Compares the ledger with a signed checkpoint that was kept outside the vault.
    ///
    /// Where database, key safes and ledger were put back together, as a snapshot of a whole machine does, nothing else tells.
    /// - Parameter note: The checkpoint as `lethe ledger status` wrote it.
    /// - Returns: `nil` when it is a checkpoint of another ledger.
    /// - Throws: `LedgerError` for what is no checkpoint, or was not signed by this ledger's key; ``VaultError/Code/denied`` in
    ///   a drill.
    public func check(against note: [UInt8]) throws -> CheckResult? {
        let log = try log
        let outside = try SignedCheckpoint(decoding: note)
        guard outside.checkpoint.origin == log.origin else { return nil }
        try outside.verify(with: log.verifierKey)
        let (known, ours) = (outside.checkpoint, try log.checkpoint.checkpoint)
        let violation: String?
        if known.size > ours.size {
            violation =
                "it has \(known.size) entries, this ledger \(ours.size): the whole vault was put back to an older state, with "
                + "its key safes. What was erased since may be readable again; put the newer key safe back"
        } else if known.size > 0, try log.reader.root(size: known.size) != known.root {
            violation = "this ledger contradicts it: two vaults go on from one; do not go on with either"
        } else {
            violation = nil
        }
        return CheckResult(
            "the ledger goes on from the checkpoint that was kept outside",
            violation: violation
        )
    }
}
