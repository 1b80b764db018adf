internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Stores documents that are to be imported, some at a time; several batches may be under way together.
struct ImportDesk: Sendable {
    /// How often what lost its keys to an erasure or a renewal is tried again.
    static let attempts = 10

    let vault: ControllerVault
    let author: StaffMember
    let owners = ImportOwners()

    /// Stores a batch in one transaction.
    ///
    /// - Returns: What became of each item, in their order.
    /// - Throws: What stops the whole import, such as a lost database or the disk's reserve for erasures; what was stored
    ///   of the batch stays.
    func store(_ items: [ImportItem]) async throws -> [ImportResult] {
        try vault.facilities.requireRoom()
        var work = items.map { ImportWork(item: $0) }
        try await owners.find(for: &work, in: vault)
        try await skipKnown(&work)
        try await decide(&work)
        work = try await seal(work)
        do {
            try await write(&work)
        } catch let error where error is VaultError || error is KeyringError {
            // Some may have been stored before another, which was tried again, failed.
            for one in work where one.storedRecord == nil { one.removeBlobs(from: vault.blobs) }
            throw error
        }
        for one in work where one.storedRecord == nil { one.removeBlobs(from: vault.blobs) }
        return work.map(\.result)
    }

    /// Passes over what was stored before under one of its source ids.
    func skipKnown(_ work: inout [ImportWork]) async throws {
        guard work.contains(where: { !$0.item.sources.isEmpty }) else { return }
        var index: IndexKey
        var known: [[UInt8]: AliasedRecord] = [:]
        repeat {
            index = try await vault.facilities.keySafe.indexKeys().current
            known = try await vault.tables.aliases.records(
                named: work.flatMap { $0.aliases(under: [index]).map(\.token) },
                tokenKey: index.number
            )
            // A renewal of the index that ended meanwhile has taken these tokens away.
        } while try await vault.facilities.keySafe.indexKeys().current.number != index.number
        for number in work.indices where work[number].outcome == nil {
            let found = work[number].aliases(under: [index]).compactMap { known[$0.token] }
            guard let first = found.first else { continue }
            work[number].note(known: first, isOne: Set(found).count == 1)
        }
    }

    /// Asks the rules how long each is to be kept; once for those about which they are told the same.
    func decide(_ work: inout [ImportWork]) async throws {
        var decisions: [ImportQuestion: StoringDecision] = [:]
        for number in work.indices {
            guard work[number].outcome == nil, let owner = work[number].owner else { continue }
            do {
                let question = try await question(about: work[number].item, of: owner)
                let facts = question.facts.known(by: work[number].item.sources)
                if let decision = decisions[question] {
                    work[number].decided = (facts, decision)
                    continue
                }
                try ControllerVault.refuseIdentity(facts)
                try vault.requireStatable(facts)
                var isAboutPerson = false
                let decision = try await vault.decideStorage(
                    of: facts,
                    episode: work[number].item.intake.episode,
                    completed: question.completed,
                    patient: owner.number == .office
                        ? nil
                        : {
                            isAboutPerson = true
                            return try await vault.activePatient(owner.id)
                        }
                )
                if !isAboutPerson { decisions[question] = decision }
                work[number].decided = (facts, decision)
            } catch let error as VaultError {
                work[number].refuse(error)
            }
        }
    }

    private func question(about item: ImportItem, of owner: PatientRow) async throws -> ImportQuestion {
        ImportQuestion(
            facts: RecordFacts().stating(item.intake.recordClass, item.intake.facts),
            completed: try await owners.completion(of: item.intake.episode, of: owner, in: vault),
            isOffice: owner.number == .office
        )
    }

    /// Seals what is decided, on a thread of its own.
    func seal(_ work: [ImportWork]) async throws -> [ImportWork] {
        let sealer = VersionSealer(
            controller: vault.controller.id,
            origin: vault.controller.origin,
            blobs: vault.blobs,
            faults: vault.faults
        )
        let at = vault.clock.now
        return try await BlockingWork.run { [author] in
            var work = work
            for number in work.indices { try work[number].seal(with: sealer, by: author, at: at) }
            return work
        }
    }

    /// Writes what is sealed; what an erasure or a renewal of keys came in between is tried again.
    private func write(_ work: inout [ImportWork]) async throws {
        for owner in Set(work.filter { $0.sealed != nil }.compactMap(\.owner?.number)) {
            await vault.pauses.wait(for: owner)
        }
        for _ in 0..<Self.attempts {
            let waiting = work.indices.filter { work[$0].outcome == nil }
            guard !waiting.isEmpty else { return }
            let raises = vault.serialRaises.value
            let outcomes = try await writeOnce(waiting.map { work[$0] }, isWhole: false)
            // Before anything can fail, so that nobody takes the blobs of what is stored.
            for (number, outcome) in zip(waiting, outcomes) {
                if case .stored = outcome { work[number].noteStored() }
            }
            var exhausted: [Int] = []
            for (number, outcome) in zip(waiting, outcomes) {
                switch outcome {
                case .stored: break
                case .known: try await noteKnown(&work[number])
                case .closed, .keysRenewed: try await owners.lookUpAgain(&work[number], in: vault)
                case .keysTaken: break
                case .exhausted: exhausted.append(number)
                }
            }
            try vault.faults.reach(.storeCommitted)
            try await allowMoreSlots(for: exhausted, of: &work, unlessSince: raises)
        }
        for number in work.indices where work[number].outcome == nil { work[number].refuse(Self.kept) }
    }

    /// Has the key safe allow more; where it can allow no more, these are refused and the others go on.
    func allowMoreSlots(
        for exhausted: [Int],
        of work: inout [ImportWork],
        unlessSince raises: Int
    ) async throws {
        guard !exhausted.isEmpty else { return }
        do {
            try await vault.allowMoreSlots(unlessSince: raises)
        } catch let error as KeyringError where error.code == .exhausted {
            for number in exhausted { work[number].refuse(Self.noRoom) }
        }
    }

    /// Every attempt to write it came to nothing.
    static let kept = VaultError(
        .conflict,
        "erasures and renewals of keys kept it from being stored; import it again"
    )

    private static let noRoom = VaultError(
        .unusable,
        "this patient has no room left for another version"
    )

    /// Writes once what is sealed; in a whole, all or nothing.
    func writeOnce(_ work: [ImportWork], isWhole: Bool) async throws -> [NewRecord.Outcome] {
        guard work.contains(where: { !$0.item.sources.isEmpty }) else {
            return try await write(work, aliasesUnder: [], isWhole: isWhole)
        }
        // No renewal of the index begins or ends meanwhile.
        return try await vault.aliasGate.passTogether {
            let index = try await vault.facilities.keySafe.indexKeys()
            let keys = [index.current, index.next].compactMap(\.self)
            return try await write(work, aliasesUnder: keys, isWhole: isWhole)
        }
    }

    private func write(
        _ work: [ImportWork],
        aliasesUnder index: [IndexKey],
        isWhole: Bool
    ) async throws -> [NewRecord.Outcome] {
        let owners = Set(work.compactMap(\.owner).map(ImportOwners.Place.init))
            .sorted { $0.number < $1.number }
        return try await vault.keys.withKeys(of: owners.map { ($0.number, $0.tree) }) { keys in
            let keys = Dictionary(uniqueKeysWithValues: zip(owners, keys))
            let batch = work.compactMap { one -> NewRecord? in
                guard let owner = one.owner, let keys = keys[ImportOwners.Place(owner)] else { return nil }
                return one.record(of: owner, keys: keys, aliases: one.aliases(under: index), in: vault)
            }
            return try await isWhole
                ? vault.tables.records.storeWhole(batch) : vault.tables.records.store(batch)
        }
    }

    /// Somebody else stored it meanwhile.
    private func noteKnown(_ work: inout ImportWork) async throws {
        let index = try await vault.facilities.keySafe.indexKeys().current
        let tokens = work.aliases(under: [index]).map(\.token)
        let found = try await vault.tables.aliases.records(named: tokens, tokenKey: index.number)
        guard let first = found.values.first else {
            work.refuse(
                VaultError(.conflict, "its source id was taken and freed again meanwhile; import it again")
            )
            return
        }
        work.note(known: first, isOne: Set(found.values).count == 1)
    }
}
