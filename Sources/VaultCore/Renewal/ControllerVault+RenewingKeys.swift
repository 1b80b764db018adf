internal import Keyring
internal import VaultModel

/// Key renewal: every living key moves to a fresh tree, then the old trees are destroyed (DESIGN section 4).
///
/// The vault serves meanwhile. Every step can be made again: a renewal that was interrupted goes on where it stopped.
extension ControllerVault {
    /// About how many keys are moved before others have their turn.
    static let batchSize = 32_768

    /// In how many transactions, side by side: while one derives keys, another writes.
    private static let transactions = 2

    /// How often the patients are gone through for those who were closed, or registered, meanwhile.
    private static let rounds = 5

    /// Moves every living key to a fresh tree and destroys the old trees; goes on with a renewal that was begun.
    ///
    /// ## Guarantee
    /// A key that is moved is in the key file, durably, before the database knows of the move. When this returns, no key
    /// follows from the old trees in any place of the key safe.
    /// - Parameter progress: Is told after each batch how many patients and keys this call has moved.
    /// - Throws: ``VaultError`` with `conflict` while another call runs; `denied` in a drill; `pending` when an erasure or a
    ///   place of the key safe must be waited for, `full` when the room that is left is kept for erasures: made again, it
    ///   goes on.
    public func renewKeys(
        progress: (KeyCounts) async throws -> Void = { _ in }
    ) async throws -> KeyRenewalReport {
        try requireWritable()
        let isFree = renewalTurn.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        guard isFree else {
            throw VaultError(
                .conflict,
                "a key renewal runs already; `lethe vault status` says how far it has come"
            )
        }
        defer { renewalTurn.withLock { $0 = false } }
        let renewal = try await addTree(to: unfinishedRenewal())
        guard let tree = renewal.tree else {
            throw VaultError(.damaged, "a key renewal goes on that has no tree")
        }
        if renewal.state == .moving {
            let file = try facilities.keyFiles.writer(for: renewal.id, to: tree)
            try faults.reach(.renewalFileBegun)
            var moved = KeyCounts.none
            for _ in 0..<Self.rounds {
                try await moveAll(to: tree, file, &moved, progress)
                if try await !tables.renewals.isAnythingOutside(tree) { break }
                try await driveUnfinished()
            }
            try await endMoving(renewal, to: tree, file)
        }
        let receipt = try await destroyOldTrees(of: renewal)
        return KeyRenewalReport(
            moved: try await tables.renewals.counts(outside: nil),
            destroyedAt: receipt.confirmations.map(\.at).max() ?? receipt.at,
            keySafes: receipt.confirmations.count,
            keyFile: facilities.keyFiles.path(of: renewal.id),
            backups: try await backupsInNeed()
        )
    }

    /// The backups that are kept and open only with the key file of a renewal that ends now.
    public func backupsInNeed() async throws -> [BackupRow] {
        try await tables.shreds.backups()
    }

    /// Goes on with a key renewal that was begun, unless a call does already.
    public func finishKeyRenewal() async throws {
        guard !isReadOnly, try await tables.renewals.unfinished() != nil, !renewalTurn.withLock({ $0 }) else {
            return
        }
        _ = try await renewKeys()
    }

    /// How far a key renewal has come, or what a new one would have to move.
    public func keyRenewal() async throws -> KeyRenewalStanding {
        let begun = try await tables.renewals.unfinished()
        let total = try await tables.renewals.counts(outside: nil)
        var left = total
        if let tree = begun?.tree { left = try await tables.renewals.counts(outside: tree) }
        return KeyRenewalStanding(
            total: total,
            left: left,
            isBegun: begun != nil,
            isRunning: renewalTurn.withLock { $0 }
        )
    }

    /// The renewal to go on with, or a new one.
    private func unfinishedRenewal() async throws -> KeyRenewalRow {
        if let renewal = try await tables.renewals.unfinished() { return renewal }
        try await requirePermission()
        try facilities.requireRoom()
        let renewal = KeyRenewalRow(
            id: .random(),
            treeRequest: .random(),
            punctureRequest: .random(),
            oldTrees: try await livingTrees(),
            tree: nil,
            state: .begun,
            begunAt: clock.now
        )
        try await tables.renewals.begin(renewal)
        try faults.reach(.renewalBegun)
        return renewal
    }

    /// Refuses to begin what the key safe would not let end.
    private func requirePermission() async throws {
        let limits = try await facilities.keySafe.limits()
        let patients = Int64(try await facilities.keySafe.status().patientMark) - 1
        guard limits.approvers.isEmpty, patients > limits.patients else { return }
        throw VaultError(
            .denied,
            "the key safe destroys keys of no more than \(limits.patients) patients a day, and nobody is named who could "
                + "approve more; name approvers first (`lethe key-safe limits`)"
        )
    }

    /// Has the key safe make the new tree, and new patients take their keys from it.
    private func addTree(to renewal: KeyRenewalRow) async throws -> KeyRenewalRow {
        guard renewal.state == .begun else { return renewal }
        let tree = try await facilities.keySafe.addTree(renewal.treeRequest)
        // Nobody registers or closes anything meanwhile: who does so later knows of both trees.
        try await shredGate.pass {
            try await registrationGate.pass {
                let epoch = try await facilities.keySafe.status().epoch
                try await tables.renewals.noteTree(tree, of: renewal.id, epoch: epoch)
            }
        }
        try faults.reach(.renewalTreeNoted)
        guard let noted = try await tables.renewals.unfinished() else {
            throw VaultError(.damaged, "the row of a key renewal that runs is gone")
        }
        return noted
    }

    /// Goes through all patients, and the office.
    private func moveAll(
        to tree: TreeNumber,
        _ file: KeyFileWriter,
        _ moved: inout KeyCounts,
        _ progress: (KeyCounts) async throws -> Void
    ) async throws {
        var last = PatientNumber.office
        while true {
            let page = try await tables.renewals.outside(tree, after: last, limit: Self.batchSize)
            guard let end = page.last else { break }
            guard !Task.isCancelled else { throw Self.interrupted }
            try facilities.requireRoom()
            // In a task of its own, since this one may be cancelled at any time.
            moved += try await Task { [self] in
                try await shredGate.pass { try await moveSideBySide(page, to: tree, file) }
            }.value
            last = end.number
            try await progress(moved)
        }
        // Nothing is sealed for the office meanwhile.
        try await publicationGate.pass {
            try await shredGate.pass {
                try await registrationGate.pass {
                    let office = try await officeRow()
                    guard office.tree != tree else { return }
                    _ = try await move([office], to: tree, file)
                    forgetOfficeTree()
                }
            }
        }
    }

    private func moveSideBySide(
        _ patients: [PatientRow],
        to tree: TreeNumber,
        _ file: KeyFileWriter
    ) async throws -> KeyCounts {
        let size = (patients.count + Self.transactions - 1) / Self.transactions
        return try await withThrowingTaskGroup(of: KeyCounts.self) { group in
            for start in stride(from: 0, to: patients.count, by: size) {
                let part = Array(patients[start..<min(start + size, patients.count)])
                group.addTask { [self] in try await move(part, to: tree, file) }
            }
            return try await group.reduce(into: KeyCounts.none) { $0 += $1 }
        }
    }

    private static let interrupted = VaultError(
        .pending,
        "the key renewal was interrupted; `lethe key-safe renew keys` goes on with it"
    )

    func officeRow() async throws -> PatientRow {
        PatientRow(
            number: .office,
            id: PatientID.random(),
            tree: try await tables.patients.tree(of: .office),
            state: .active,
            serial: 0,
            identity: nil
        )
    }

    /// Moves some patients in one transaction.
    ///
    /// - Parameter file: Where their old keys are left; nil when a key file has them already.
    func move(
        _ patients: [PatientRow],
        to tree: TreeNumber,
        _ file: KeyFileWriter?
    ) async throws -> KeyCounts {
        let counts = try await retryingEvictions {
            let old = patients.map { (number: $0.number, tree: $0.tree) }
            let new = patients.map { (number: $0.number, tree: tree) }
            return try await keys.withKeys(of: old) { old in
                try await keys.withKeys(of: new) { new in
                    let pairs = zip(old, new).map { KeyMover.Pair(old: $0, new: $1) }
                    let mover = KeyMover(
                        vault: vault,
                        controller: controller.id,
                        pairs: Dictionary(zip(patients.map(\.number), pairs)) { first, _ in first }
                    )
                    return try await tables.renewals.move(patients, to: tree) { [faults] seals in
                        let moved = try seals.map { try mover.move($0) }
                        // A whole file has everything: the database is older than it.
                        if let file, !file.isComplete {
                            try file.append(moved.map(\.leaves))
                            try faults.reach(.renewalKeysFiled)
                        }
                        return moved.map(\.seals)
                    }
                }
            }
        }
        try faults.reach(.renewalBatchMoved)
        for patient in patients { self.patients.forget(patient.id) }
        return counts
    }

    /// Makes sure that nothing is left behind, and closes the key file.
    private func endMoving(_ renewal: KeyRenewalRow, to tree: TreeNumber, _ file: KeyFileWriter) async throws
    {
        try await shredGate.pass {
            try await registrationGate.pass {
                guard try await !tables.renewals.isAnythingOutside(tree) else {
                    throw VaultError(
                        .pending,
                        "keys of records that are being erased are left; once the erasure has ended "
                            + "(`lethe vault status`), say `lethe key-safe renew keys` again"
                    )
                }
                try file.complete()
                try faults.reach(.renewalFileCompleted)
                try await tables.renewals.noteMoved(renewal.id)
                try faults.reach(.renewalMoved)
            }
        }
    }

    /// Destroys the old trees, in every place.
    private func destroyOldTrees(of renewal: KeyRenewalRow) async throws -> PunctureReceipt {
        try await shredGate.pass {
            let receipt = try await facilities.keySafe.puncture(
                PunctureRequest(
                    id: renewal.punctureRequest,
                    incarnation: incarnation,
                    prefixes: renewal.oldTrees.map { Prefix(tree: $0, path: .root) },
                    purpose: .renewal
                )
            )
            keys.evictAll()
            if case .pending(let confirmed, let count) = receipt.state {
                throw VaultError(
                    .pending,
                    "\(confirmed) of \(count) key safes \(confirmed == 1 ? "has" : "have") destroyed the old keys. Bring "
                        + "the missing key safe back and say `lethe key-safe renew keys` again"
                )
            }
            try faults.reach(.renewalOldKeysDestroyed)
            try await tables.renewals.noteEnded(renewal.id, epoch: receipt.epoch, at: clock.now)
            try faults.reach(.renewalEnded)
            return receipt
        }
    }
}
