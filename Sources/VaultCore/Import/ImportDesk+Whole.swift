internal import Keyring
internal import VaultModel

/// What is stored all together or not at all, such as a FHIR transaction.
extension ImportDesk {
    /// How many documents are sealed in one go on a thread of its own.
    private static let sealedTogether = 64

    /// Stores all items in one transaction, or none.
    ///
    /// - Returns: What became of each; when not all are stored, what stood in the way.
    func storeWhole(_ items: [ImportItem]) async throws -> [ImportResult] {
        try vault.facilities.requireRoom()
        var work = items.map { ImportWork(item: $0) }
        try await owners.find(for: &work, in: vault)
        try await skipKnown(&work)
        try await decide(&work)
        guard obstacles(in: work).isEmpty else { return obstacles(in: work) }
        work = try await sealAll(work)
        do {
            if obstacles(in: work).isEmpty { try await writeWhole(&work) }
        } catch let error where error is VaultError || error is KeyringError {
            for one in work where one.storedRecord == nil { one.removeBlobs(from: vault.blobs) }
            throw error
        }
        guard obstacles(in: work).isEmpty else {
            for one in work { one.removeBlobs(from: vault.blobs) }
            return obstacles(in: work)
        }
        return work.map(\.result)
    }

    /// What has an end already, and not a good one.
    private func obstacles(in work: [ImportWork]) -> [ImportResult] {
        work.filter { $0.outcome != nil && $0.storedRecord == nil }.map(\.result)
    }

    /// Seals on all processors.
    private func sealAll(_ work: [ImportWork]) async throws -> [ImportWork] {
        try await withThrowingTaskGroup(of: (Int, [ImportWork]).self) { group in
            for start in stride(from: 0, to: work.count, by: Self.sealedTogether) {
                let some = Array(work[start..<min(start + Self.sealedTogether, work.count)])
                group.addTask { (start, try await seal(some)) }
            }
            var sealed = work
            for try await (start, some) in group {
                sealed.replaceSubrange(start..<start + some.count, with: some)
            }
            return sealed
        }
    }

    /// Writes all that is sealed; again while an erasure or a renewal of keys came in between.
    private func writeWhole(_ work: inout [ImportWork]) async throws {
        for owner in Set(work.compactMap(\.owner?.number)) { await vault.pauses.wait(for: owner) }
        for attempt in 1...Self.attempts {
            let raises = vault.serialRaises.value
            let outcomes = try await writeOnce(work, isWhole: true)
            var exhausted: [Int] = []
            var isStored = true
            for number in work.indices {
                switch outcomes[number] {
                case .stored: continue
                case .known: work[number].refuse(Self.storedMeanwhile)
                case .closed, .keysRenewed: try await owners.lookUpAgain(&work[number], in: vault)
                case .keysTaken: break
                case .exhausted: exhausted.append(number)
                }
                if attempt == Self.attempts, work[number].outcome == nil { work[number].refuse(Self.kept) }
                isStored = false
            }
            if isStored {
                for number in work.indices { work[number].noteStored() }
                return try vault.faults.reach(.storeCommitted)
            }
            guard obstacles(in: work).isEmpty else { return }
            try await allowMoreSlots(for: exhausted, of: &work, unlessSince: raises)
            guard obstacles(in: work).isEmpty else { return }
        }
    }

    private static let storedMeanwhile = VaultError(
        .conflict,
        "another import has stored it meanwhile; run this one again"
    )
}
