internal import Keyring
internal import Logging
internal import VaultModel

extension ControllerVault {
    /// Brings database, key safe, ledger and blobs to agree before anything is served, once ``Ancestry`` has found that none
    /// of them is an older copy.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when the ledger is; ``VaultError/Code/pending`` is not thrown: what waits for
    ///   a missing key safe goes on waiting, closed for reading.
    func prepare() async throws {
        try await leaveLostTrees()
        try await sequencer?.recover()
        try await repairIndex()
        try await driveUnfinished()
        if try await isQuicklyRenewed() { await finishIndexRenewal() }
        try await settleEpoch()
        try await repeatNarrowings()
        do {
            try await sweepBlobs()
        } catch {
            // They only take room, and the next sweep is soon.
            logger.warning(
                "files of documents that were never stored cannot be removed",
                metadata: ["reason": "\((error as? VaultError)?.message ?? "unknown")"]
            )
        }
    }

    /// Notes the key safe's epoch once every erasure up to it is recorded.
    private func settleEpoch() async throws {
        let isRecorded = try await tables.shreds.unfinished().allSatisfy { $0.state != .fenced }
        guard isRecorded else { return }
        try await tables.shreds.raiseEpoch(to: facilities.keySafe.status().epoch)
    }
}
