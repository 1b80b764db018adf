internal import VaultCrypto
public import VaultModel

/// Changes of state. Every one goes the same way, whatever it changes:
///
/// 1. the changed pages, the root page among them, into the page file of the new epoch, in every place;
/// 2. the line of the list of epochs, in every place;
/// 3. the new top key into the idle sector, in every place: from the first one on, the change is made;
/// 4. random bytes over the other sector, in every place, read back from the device.
extension FileKeySafe {
    /// Destroys every key at and below the request's prefixes.
    public func puncture(_ request: PunctureRequest) async throws -> PunctureReceipt {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateWithinGate()
        guard !isReadOnly else { throw KeyringError.readOnly }
        guard request.incarnation == state.marks.incarnation else { throw KeyringError.wrongIncarnation }
        guard !request.prefixes.isEmpty else {
            throw KeyringError(.request, "the request names nothing to destroy")
        }
        let cause = EpochCause.puncture(request.purpose)
        if let epoch = state.requests[request.id] {
            return try await repeated(request.id, cause, request.prefixes, epoch)
        }
        guard request.prefixes.allSatisfy({ state.root.trees.contains($0.tree) }) else {
            throw KeyringError(.unknownTree, "the request names a key tree that this key safe does not have")
        }
        let edits = request.prefixes.map(PageEdit.puncture)
        return try await change(request.id, cause, prefixes: request.prefixes, edits: edits) { $0 }
    }

    /// Adds the next index key, unless a renewal already runs.
    public func beginIndexRenewal(_ id: RequestID) async throws -> IndexKeys {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        let keys = state.root.indexKeys
        guard keys.next == nil, state.requests[id] == nil else { return keys }
        guard keys.current.number < .max else {
            throw KeyringError(.exhausted, "the numbers of index keys are used up")
        }
        let secret = SharedSecret(SecretBytes(random: PageCodec.secretSize))
        let next = IndexKey(number: keys.current.number + 1, key: secret)
        _ = try await change(id, .indexRenewalBegun, prefixes: [], edits: []) {
            $0.with(indexKeys: IndexKeys(current: keys.current, next: next))
        }
        return IndexKeys(current: keys.current, next: next)
    }

    /// Makes the next index key the current one and destroys the older.
    public func finishIndexRenewal(_ id: RequestID) async throws -> PunctureReceipt {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        if let epoch = state.requests[id] { return try await repeated(id, .indexRenewalFinished, [], epoch) }
        guard let next = state.root.indexKeys.next else {
            throw KeyringError(.request, "no renewal of the index key runs that could be finished")
        }
        return try await change(id, .indexRenewalFinished, prefixes: [], edits: []) {
            $0.with(indexKeys: IndexKeys(current: next, next: nil))
        }
    }

    /// Adds a key tree for new patients.
    public func addTree(_ id: RequestID) async throws -> TreeNumber {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        if let epoch = state.requests[id] {
            let entry = try record(Int(epoch.rawValue) - 1, of: state).entry
            guard entry.cause == .treeAdded, let tree = entry.prefixes.first?.tree else {
                throw Self.otherContent
            }
            return tree
        }
        guard let last = state.root.trees.last, last.rawValue < .max, let tree = TreeNumber(last.rawValue + 1)
        else {
            throw KeyringError(.exhausted, "the numbers of key trees are used up")
        }
        let prefix = Prefix(tree: tree, path: .root)
        let node = KeyNode(prefix: prefix, seed: SecretBytes(random: KeyNode.seedSize))
        _ = try await change(id, .treeAdded, prefixes: [prefix], edits: [.append(node)]) {
            RootPage(indexKeys: $0.indexKeys, trees: $0.trees + [tree], page: $0.page)
        }
        return tree
    }

    /// The state, for a change that only the adopted incarnation may make.
    func stateForOwner() async throws -> LoadedState {
        let state = try await stateWithinGate()
        guard !isReadOnly else { throw KeyringError.readOnly }
        guard incarnation == state.marks.incarnation else { throw KeyringError.wrongIncarnation }
        return state
    }

    private static var otherContent: KeyringError {
        KeyringError(.request, "the request id was used before for another request")
    }

    /// Answers a request that was carried out before, after finishing what is still pending.
    private func repeated(
        _ id: RequestID,
        _ cause: EpochCause,
        _ prefixes: [Prefix],
        _ epoch: Epoch
    ) async throws -> PunctureReceipt {
        guard let state = loaded else { throw PageBox.damaged }
        let entry = try record(Int(epoch.rawValue) - 1, of: state).entry
        guard entry.cause == cause, entry.prefixes == prefixes else { throw Self.otherContent }
        try await settleWithinGate(state)
        return receipt(id, epoch, at: entry.at)
    }

    private func receipt(_ id: RequestID, _ epoch: Epoch, at time: Timestamp) -> PunctureReceipt {
        let confirmations = places.indices.compactMap { index in
            standings[index].confirmation(of: epoch).map {
                PlaceConfirmation(place: places[index].label, at: $0)
            }
        }
        return PunctureReceipt(
            request: id,
            epoch: epoch,
            at: time,
            confirmations: confirmations,
            state: confirmations.count == places.count
                ? .destroyed : .pending(confirmed: confirmations.count, of: places.count)
        )
    }

    /// Makes one change of state.
    private func change(
        _ id: RequestID,
        _ cause: EpochCause,
        prefixes: [Prefix],
        edits: [PageEdit],
        root transform: (RootPage) -> RootPage
    ) async throws -> PunctureReceipt {
        guard let before = loaded else { throw PageBox.damaged }
        let entry = PunctureListEntry(
            epoch: before.epoch.next,
            request: id,
            cause: cause,
            at: clock.now,
            prefixes: prefixes
        )
        let prepared = try StateChange(
            from: before,
            identity: identity,
            entry: entry,
            edits: edits,
            transform
        )
        let ready = try await write(prepared, before)
        // From here on the change may be durable whatever is thrown: only the places know.
        loaded = nil
        let idle = try await commit(prepared, in: ready)
        loaded = prepared.after(before)
        do {
            try faults.reach(.safeNewKeyWritten)
            await destroy(idle, epoch: entry.epoch)
            try faults.reach(.safeOldKeyDestroyed)
        } catch {
            loaded = nil
            throw error
        }
        await release(prepared.retired, epoch: entry.epoch)
        return receipt(id, entry.epoch, at: entry.at)
    }

    /// Steps 1 and 2; returns the places that took them, with their idle sector.
    private func write(_ change: StateChange, _ before: LoadedState) async throws -> [Int: Int] {
        let usable = places.indices.filter { standings[$0].sector != nil }
        let sectors = standings.map(\.sector)
        let held = before.sector.state
        var results = await onPlaces(usable) { place, index in
            try place.checkHolds(held, at: sectors[index] ?? 0)
            try place.writePages(change.pages, epoch: change.sector.state.epoch)
        }
        var ready = try take(results)
        try faults.reach(.safePagesWritten)
        let end = before.punctures.end
        results = await onPlaces(ready) { place, _ in
            try place.append(change.record, to: .punctures, at: end)
        }
        ready = try take(results)
        try faults.reach(.safeListAppended)
        return Dictionary(uniqueKeysWithValues: ready.map { ($0, 1 - (sectors[$0] ?? 0)) })
    }

    /// Step 3; returns the places that hold the new state, with the sector that holds the old one.
    private func commit(_ change: StateChange, in ready: [Int: Int]) async throws -> [Int: Int] {
        let results = await onPlaces(Array(ready.keys)) { place, index in
            try place.writeSector(change.sector, at: ready[index] ?? 0)
        }
        let done = try take(results)
        var old: [Int: Int] = [:]
        for index in done {
            let sector = ready[index] ?? 0
            standings[index].condition = .undestroyed(sector: sector)
            old[index] = 1 - sector
        }
        return old
    }

    /// Step 4.
    private func destroy(_ sectors: [Int: Int], epoch: Epoch) async {
        let results = await onPlaces(Array(sectors.keys)) { place, index in
            try place.destroySector(at: sectors[index] ?? 0)
        }
        for (index, result) in results {
            guard case .success = result, let old = sectors[index] else { continue }
            standings[index].condition = .current(sector: 1 - old)
            standings[index].confirm(epoch, at: clock.now)
        }
    }

    /// Wipes what the new state does not use and gives its room back.
    private func release(_ retired: [PageLocation], epoch: Epoch) async {
        loaded?.store.forget(retired)
        guard let changes = loaded?.live.remove(retired), !changes.isEmpty else { return }
        let usable = places.indices.filter { standings[$0].isCurrent }
        _ = await onPlaces(usable) { place, _ in try place.apply(changes) }
    }

    /// Notes which places failed and returns the others.
    ///
    /// - Throws: What the first place threw, when none is left.
    private func take(_ results: [Int: Result<Void, any Error>]) throws -> [Int] {
        var ready: [Int] = []
        var failure: (any Error)?
        for (index, result) in results.sorted(by: { $0.key < $1.key }) {
            switch result {
            case .success: ready.append(index)
            case .failure(let error):
                failure = failure ?? error
                standings[index].condition = .unavailable(Self.reason(error))
            }
        }
        guard !ready.isEmpty else {
            loaded = nil
            throw failure ?? KeyringError(.noPlace, "no place of the key safe can be used now")
        }
        return ready
    }
}
