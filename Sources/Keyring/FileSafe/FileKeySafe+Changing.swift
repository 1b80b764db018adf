internal import VaultCrypto
public import VaultModel

/// Changes of state. Every one goes the same way, whatever it changes:
///
/// 1. the changed pages, the root page among them, into the page file of the new epoch, in every place;
/// 2. the line of the list of epochs, in every place, together with the pages;
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
        try await requirePermission(for: request, state)
        let edits = request.prefixes.map(PageEdit.puncture)
        return try await change(request.id, cause, prefixes: request.prefixes, edits: edits) { $0 }
    }

    /// Adds the next index key, unless a renewal already runs.
    public func beginIndexRenewal(_ id: RequestID) async throws -> IndexKeys {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        let keys = state.root.indexKeys
        guard keys.next == nil, state.requests[id] == nil else {
            try await requireSettled()
            return keys
        }
        guard keys.current.number < .max else {
            throw KeyringError(.exhausted, "the numbers of index keys are used up")
        }
        let secret = SharedSecret(SecretBytes(random: PageCodec.secretSize))
        let next = IndexKey(number: keys.current.number + 1, key: secret)
        _ = try await change(id, .indexRenewalBegun, prefixes: [], edits: []) {
            $0.with(indexKeys: IndexKeys(current: keys.current, next: next))
        }
        try await requireSettled()
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
            try await requireSettled()
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
        try await requireSettled()
        return tree
    }

    /// The state, for a change that only the adopted incarnation may make.
    func stateForOwner() async throws -> LoadedState {
        let state = try await stateWithinGate()
        guard !isReadOnly else { throw KeyringError.readOnly }
        guard incarnation == state.marks.incarnation else { throw KeyringError.wrongIncarnation }
        return state
    }

    static var otherContent: KeyringError {
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
        let needed = loaded?.top.quorum.destroying ?? places.count
        return PunctureReceipt(
            request: id,
            epoch: epoch,
            at: time,
            confirmations: confirmations,
            state: confirmations.count >= needed
                ? .destroyed : .pending(confirmed: confirmations.count, of: needed)
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
        try await requireEnoughPlaces()
        guard var state = loaded else { throw PageBox.damaged }
        let entry = PunctureListEntry(
            epoch: state.epoch.next,
            request: id,
            cause: cause,
            at: clock.now,
            prefixes: prefixes
        )
        let prepared = try StateChange(
            from: state,
            identity: identity,
            entry: entry,
            edits: edits,
            transform
        )
        let ready = try await write(prepared, state.top.state, listEnd: state.punctures.end)
        // From here on the change may be durable whatever is thrown: only the places know.
        loaded = nil
        let unused = prepared.apply(to: &state)
        try await commit(prepared, in: ready, unused)
        prepared.refresh(state.store)
        try faults.reach(.safeOldKeyDestroyed)
        loaded = state
        return receipt(id, entry.epoch, at: entry.at)
    }

    /// Steps 1 and 2; returns the places that took them, with their idle sector.
    private func write(_ change: StateChange, _ held: StateName, listEnd: Int) async throws -> [Int: Int] {
        let usable = changeable(change.top.quorum)
        let sectors = standings.map(\.sector)
        let results = await onPlaces(usable) { place, index in
            try place.checkHolds(held, at: sectors[index] ?? 0)
            let epoch = change.top.state.epoch
            try place.writePages(change.pages, epoch: epoch, line: change.record, at: listEnd)
        }
        let ready = try take(results)
        try requireEnough(ready, change.top.quorum)
        try faults.reach(.safePagesWritten)
        try faults.reach(.safeListAppended)
        return Dictionary(uniqueKeysWithValues: ready.map { ($0, 1 - (sectors[$0] ?? 0)) })
    }

    /// Steps 3 and 4; `ready` has the sector that is to hold the new state in each place.
    ///
    /// What the new state does not use is ciphertext without a key by then, so nobody waits for its room: each place
    /// gives it back before anything else it is told to do, and opening does what was missed.
    private func commit(
        _ change: StateChange,
        in ready: [Int: Int],
        _ unused: [PageFileChange]
    ) async throws {
        let outcome = await onPlaces(
            Array(ready.keys),
            { place, index in
                try place.writeSector(change.top.sector(for: index), at: ready[index] ?? 0)
            },
            enough: change.top.quorum.needed,
            reached: { [faults] in try faults.reach(.safeNewKeyWritten) },
            { place, index in
                try place.destroySector(at: 1 - (ready[index] ?? 0))
                place.enqueue { try? $0.apply(unused) }
            }
        )
        let written = try take(outcome.first)
        try requireEnough(written, change.top.quorum)
        for index in places.indices where ready[index] == nil && standings[index].sector != nil {
            standings[index].condition = .unavailable(Self.olderState)
        }
        for index in written {
            standings[index].condition = .undestroyed(sector: ready[index] ?? 0)
        }
        for (index, result) in try outcome.second.get() {
            guard case .success = result else { continue }
            standings[index].condition = .current(sector: ready[index] ?? 0)
            standings[index].confirm(change.top.state.epoch, at: clock.now)
        }
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
