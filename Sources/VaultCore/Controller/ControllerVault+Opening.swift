internal import Keyring
internal import VaultModel

extension ControllerVault {
    /// Brings database, key safe, ledger and blobs to agree before anything is served (DESIGN section 5, epoch rule).
    ///
    /// - Throws: ``VaultError/Code/unusable`` when one of them is an older copy; ``VaultError/Code/pending`` is not thrown:
    ///   what waits for a missing key safe goes on waiting, closed for reading.
    func prepare() async throws {
        try await facilities.keySafe.adopt(incarnation)
        try await compareEpochs()
        try await sequencer?.recover()
        try await driveUnfinished()
        try await repairIndex()
        try await settleEpoch()
        try await sweepBlobs()
    }

    private func compareEpochs() async throws {
        let unfinished = try await tables.shreds.unfinished()
        let recorded = try await tables.patients.controller().epoch
        // What one place has destroyed while another was missing counts too: the missing one alone is an old state.
        let known = max(recorded, unfinished.compactMap(\.epoch).max() ?? recorded)
        let safe = try await facilities.keySafe.status().epoch
        if known > safe {
            throw VaultError(
                .unusable,
                "an older key safe was put back: erasures were made that it does not know. Put the current key safe "
                    + "back, or the other of its places"
            )
        }
        guard recorded < safe else { return }
        var unknown = 0
        for entry in try await facilities.keySafe.punctures(after: recorded) {
            if case .puncture = entry.cause, try await tables.shreds.shred(request: entry.request) == nil {
                unknown += 1
            }
        }
        guard unknown == 0 else {
            throw VaultError(
                .unusable,
                "this database is older than the last erasure; it stays closed until \(unknown) "
                    + "erasure\(unknown == 1 ? " has" : "s have") been repeated"
            )
        }
    }

    /// Notes the key safe's epoch once every erasure up to it is recorded.
    private func settleEpoch() async throws {
        let isRecorded = try await tables.shreds.unfinished().allSatisfy { $0.state != .fenced }
        guard isRecorded else { return }
        try await tables.shreds.raiseEpoch(to: facilities.keySafe.status().epoch)
    }

    /// Removes blobs that no row refers to: stores that never happened.
    private func sweepBlobs() async throws {
        let known = try await tables.invariants.blobs()
        for blob in try blobs.list() where known[blob] == nil {
            try blobs.remove(blob)
        }
    }
}
