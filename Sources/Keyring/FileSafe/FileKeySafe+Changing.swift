internal import VaultCrypto
public import VaultModel

/// What changes the state; the steps are in `FileKeySafe+Steps.swift`.
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
        if let written = takeAhead(for: request, after: state) { return try await complete(written) }
        return try await complete(write(request))
    }

    /// Steps 1 and 2 of a puncture.
    func write(_ request: PunctureRequest) async throws -> WrittenChange {
        let edits = request.prefixes.map(PageEdit.puncture)
        let cause = EpochCause.puncture(request.purpose)
        return try await write(request.id, cause, prefixes: request.prefixes, edits: edits) { $0 }
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

    func receipt(_ id: RequestID, _ epoch: Epoch, at time: Timestamp) -> PunctureReceipt {
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
}
