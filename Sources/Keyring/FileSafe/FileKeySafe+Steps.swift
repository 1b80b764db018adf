internal import VaultCrypto
internal import VaultModel

/// The steps of a change of state. Every one goes the same way, whatever it changes:
///
/// 1. the changed pages, the root page among them, into the page file of the new epoch, in every place;
/// 2. the line of the list of epochs, in every place, together with the pages;
/// 3. the new top key into the idle sector, in every place: from the first one on, the change is made;
/// 4. random bytes over the other sector, in every place, read back from the device.
extension FileKeySafe {
    /// Makes one change of state.
    func change(
        _ id: RequestID,
        _ cause: EpochCause,
        prefixes: [Prefix],
        edits: [PageEdit],
        root transform: (RootPage) -> RootPage
    ) async throws -> PunctureReceipt {
        try await complete(write(id, cause, prefixes: prefixes, edits: edits, root: transform))
    }

    /// Composes a change and takes steps 1 and 2.
    func write(
        _ id: RequestID,
        _ cause: EpochCause,
        prefixes: [Prefix],
        edits: [PageEdit],
        root transform: (RootPage) -> RootPage
    ) async throws -> WrittenChange {
        // Its pages and its line are replaced.
        ahead = nil
        try await requireEnoughPlaces()
        guard let state = loaded else { throw PageBox.damaged }
        let entry = PunctureListEntry(
            epoch: state.epoch.next,
            request: id,
            cause: cause,
            at: clock.now,
            prefixes: prefixes
        )
        let change = try StateChange(
            from: state,
            identity: identity,
            entry: entry,
            edits: edits,
            transform
        )
        let held = state.top.state
        let (ready, contents) = try await write(change, held, listEnd: state.punctures.end)
        return WrittenChange(
            entry: entry,
            change: change,
            follows: held,
            ready: ready,
            contents: contents
        )
    }

    /// Takes steps 3 and 4 of a change.
    func complete(_ written: WrittenChange) async throws -> PunctureReceipt {
        try faults.reach(.safePagesWritten)
        try faults.reach(.safeListAppended)
        guard var state = loaded else { throw PageBox.damaged }
        let (change, entry) = (written.change, written.entry)
        // From here on the change may be durable whatever is thrown: only the places know.
        loaded = nil
        let unused = change.apply(to: &state) + [change.pagesEnd]
        try await commit(written, unused, listEnd: state.punctures.end)
        change.refresh(state.store)
        try faults.reach(.safeOldKeyDestroyed)
        loaded = state
        return receipt(entry.request, entry.epoch, at: entry.at)
    }

    /// Steps 1 and 2; returns the places that took them, with their idle sector, and what is to be written there.
    private func write(_ change: StateChange, _ held: StateName, listEnd: Int) async throws
        -> ([Int: Int], [Int: SectorContents])
    {
        let usable = changeable(change.top.quorum)
        let sectors = standings.map(\.sector)
        let results = await onPlaces(usable) { place, index in
            try place.checkHolds(held, at: sectors[index] ?? 0)
            let epoch = change.top.state.epoch
            return try place.writePages(change.pages, epoch: epoch, line: change.record, at: listEnd) {
                try place.contents(of: change.top.sector(for: index))
            }
        }
        let ready = try take(results)
        try requireEnough(ready, change.top.quorum)
        return (
            Dictionary(uniqueKeysWithValues: ready.map { ($0, 1 - (sectors[$0] ?? 0)) }),
            results.compactMapValues { try? $0.get() }
        )
    }

    /// Steps 3 and 4.
    ///
    /// What the new state does not use is ciphertext without a key by then, so nobody waits for its room: each place
    /// gives it back a little later, and opening does what was missed.
    private func commit(_ written: WrittenChange, _ unused: [PageFileChange], listEnd: Int) async throws {
        let (change, ready, contents) = (written.change, written.ready, written.contents)
        let outcome = await onPlaces(
            Array(ready.keys),
            { place, index in
                let sector = change.top.sector(for: index)
                try place.writeSector(sector, at: ready[index] ?? 0, ready: contents[index]?.state)
            },
            enough: change.top.quorum.needed,
            reached: { [faults] in try faults.reach(.safeNewKeyWritten) },
            { place, index in
                try place.destroySector(at: 1 - (ready[index] ?? 0), with: contents[index]?.noise)
                place.release(unused, after: change.top.state.epoch, listEnd: listEnd)
            }
        )
        let taken = try take(outcome.first)
        try requireEnough(taken, change.top.quorum)
        for index in places.indices where ready[index] == nil && standings[index].sector != nil {
            standings[index].condition = .unavailable(Self.olderState)
        }
        for index in taken {
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
    private func take<Value>(_ results: [Int: Result<Value, any Error>]) throws -> [Int] {
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
