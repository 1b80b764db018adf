internal import Keyring
internal import VaultModel

/// An older database that was put back after a key renewal has its keys in trees that are gone.
extension ControllerVault {
    /// The trees of which not every key is destroyed, in every place of the key safe, oldest first.
    func livingTrees() async throws -> [TreeNumber] {
        let roots = try await facilities.keySafe.status().trees.map { Prefix(tree: $0, path: .root) }
        return try await facilities.freshlyCovered(roots).map(\.tree).sorted()
    }

    /// Moves what lies in trees that are gone to the newest, with the keys that the key files have of them.
    ///
    /// Whose keys no key file has stays where it is, and unreadable; `vault check` counts it.
    /// - Parameter officeAlone: Whether patients are left for later.
    func leaveLostTrees(officeAlone: Bool = false) async throws {
        guard try await facilities.keySafe.status().trees.count > 1 else { return }
        let living = try await livingTrees()
        guard let newest = living.last else { return }
        // What was begun in the database that is lost has ended since.
        if let begun = try await tables.renewals.unfinished(), let tree = begun.tree, !living.contains(tree) {
            let epoch = try await tables.patients.controller().epoch
            try await tables.renewals.noteEnded(begun.id, epoch: epoch, at: clock.now)
        }
        if try await !living.contains(tables.patients.controller().tree) {
            try await tables.renewals.noteNewest(newest)
        }
        let office = try await officeRow()
        if !living.contains(office.tree) {
            _ = try await move([office], to: newest, nil)
            forgetOfficeTree()
        }
        guard !officeAlone else { return }
        var last = PatientNumber.office
        var left = 0
        while true {
            let page = try await tables.renewals.outside(newest, after: last, limit: Self.batchSize)
            guard let end = page.last else { break }
            left += try await leave(page.filter { !living.contains($0.tree) }, for: newest)
            last = end.number
        }
        guard left > 0 else { return }
        logger.error(
            "keys are in a tree that is gone, and no key file has them; see `lethe vault check`",
            metadata: ["patients": "\(left)"]
        )
    }

    /// Moves patients out of a tree that is gone, together or, when that fails, one by one.
    ///
    /// - Returns: How many could not be moved.
    private func leave(_ patients: [PatientRow], for newest: TreeNumber) async throws -> Int {
        guard !patients.isEmpty else { return 0 }
        do {
            _ = try await move(patients, to: newest, nil)
            return 0
        } catch let error as KeyringError where error.code == .punctured {
            guard patients.count > 1 else { return 1 }
            var left = 0
            for patient in patients { left += try await leave([patient], for: newest) }
            return left
        }
    }
}
