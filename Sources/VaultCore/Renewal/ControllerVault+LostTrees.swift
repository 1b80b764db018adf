internal import Keyring
internal import VaultModel

/// An older database that was put back after a key renewal has its keys in trees that are gone.
extension ControllerVault {
    /// The trees of which not every key is destroyed, in every place of the key safe, oldest first.
    func livingTrees() async throws -> [TreeNumber] {
        let roots = try await facilities.keySafe.status().trees.map { Prefix(tree: $0, path: .root) }
        return try await facilities.freshlyCovered(roots).map(\.tree).sorted()
    }

    /// What is to be said when this database is older than a key renewal whose key file is not here.
    func missingKeyFile() async throws -> String? {
        let tree = try await tables.patients.controller().tree
        guard try await !facilities.keyFiles.lead(from: tree, to: livingTrees()) else { return nil }
        return
            "this database is older than a key renewal whose key file is not here: nothing that was stored before that "
            + "renewal can be read. Put what lies in `key-files` of the newest backup, or of the vault, into the folder "
            + "`key-files` of this one"
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

    /// Has the patients to whom records were moved have their keys in the trees that the moves wrapped them in.
    ///
    /// Who cannot be moved there, since no key file has the keys, stays; the records are lost then.
    func leaveLostTrees(for places: [MoveFile.Place]) async throws {
        guard !places.isEmpty else { return }
        let living = try await livingTrees()
        for (patient, place) in Dictionary(grouping: places, by: \.slot.patient).compactMapValues(\.first) {
            guard patient != .office, let last = PatientNumber(patient.rawValue - 1),
                let row = try await tables.renewals.outside(place.tree, after: last, limit: 4).first,
                row.number == patient, !living.contains(row.tree)
            else { continue }
            _ = try await leave([row], for: place.tree)
        }
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
