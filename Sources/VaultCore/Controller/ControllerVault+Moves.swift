internal import Keyring
internal import VaultModel

/// Work that meets an erasure, which takes keys away, or a key renewal, which moves them to another tree.
extension ControllerVault {
    /// How often work is tried that loses its keys to others.
    private static let attempts = 10

    /// The tree of the office's keys.
    func officeTree() async throws -> TreeNumber {
        if let known = knownOfficeTree.withLock({ $0 }) { return known }
        let tree = try await tables.patients.tree(of: .office)
        knownOfficeTree.withLock { $0 = tree }
        return tree
    }

    /// Has the office's tree be looked up again.
    func forgetOfficeTree() {
        knownOfficeTree.withLock { $0 = nil }
    }

    /// Repeats work that lost a patient's keys because something else of the same patient was erased, or the office's
    /// because they were moved, or that needs more slots than the key safe has allowed so far.
    func retryingEvictions<Value>(_ work: () async throws -> Value) async throws -> Value {
        for _ in 1..<Self.attempts {
            let raises = serialRaises.value
            do {
                return try await work()
            } catch let error as KeyringError where error.code == .evicted {
                continue
            } catch let error as VaultError where error.code == .exhausted {
                try await allowMoreSlots(unlessSince: raises)
            } catch is KeysRenewed {
                forgetOfficeTree()
            }
        }
        return try await work()
    }

    /// Has the key safe remember first that serials go further, then hands them out.
    ///
    /// Many run out of slots at the same time, and blocks are few: they are one block's worth of asking.
    ///
    /// - Parameter raises: ``SerialRaises/value`` before the work that ran out of slots began.
    func allowMoreSlots(unlessSince raises: Int) async throws {
        try await serialRaises.pass(unlessSince: raises) {
            let block = try await facilities.keySafe.raiseSerials()
            try await tables.patients.noteSerials(below: block.upperBound)
        }
    }

    /// Does work that seals under the keys of a patient, again when they were taken away or moved meanwhile.
    ///
    /// - Parameter work: Is given the patient with the tree of their keys.
    func sealing<Value>(
        for patient: PatientRow,
        _ work: (PatientRow) async throws -> Value
    ) async throws -> Value {
        var row = patient
        for _ in 1..<Self.attempts {
            do {
                return try await retryingEvictionsAlone { try await work(row) }
            } catch is KeysRenewed {
                patients.forget(row.id)
                row = row.moved(to: try await tables.patients.tree(of: row.number))
            }
        }
        return try await work(row)
    }

    private func retryingEvictionsAlone<Value>(_ work: () async throws -> Value) async throws -> Value {
        for _ in 1..<Self.attempts {
            let raises = serialRaises.value
            do {
                return try await work()
            } catch let error as KeyringError where error.code == .evicted {
                continue
            } catch let error as VaultError where error.code == .exhausted {
                try await allowMoreSlots(unlessSince: raises)
            }
        }
        return try await work()
    }

    /// Repeats work that reads a row and opens it: between the two, its tree may have gone.
    func retryingMoves<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as KeyringError where error.code == .punctured {
            return try await work()
        }
    }

    /// Says that an erasure has closed a record, when that is why its keys are gone since its rows were read.
    func sayingWhatClosed<Value>(_ record: RecordID, _ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as KeyringError where error.code == .punctured {
            _ = try await readableVersion(nil, of: record)
            throw error
        }
    }
}
