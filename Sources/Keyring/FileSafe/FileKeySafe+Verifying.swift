internal import VaultCrypto

extension FileKeySafe {
    /// Reads every state that any place still holds from the disk, without any cache, and says whether a live node
    /// is at, above or below a prefix.
    ///
    /// A state that is there beside the valid one and cannot be read counts as covering: backups may hold its pages. With
    /// shares, so does one that could be read together with the places that cannot be reached now.
    ///
    /// - Throws: `KeyringError` when no place can be read, or the valid state cannot.
    public func freshlyCovers(_ prefix: Prefix) async throws -> Bool {
        try await freshlyCovered([prefix]).contains(prefix)
    }

    /// As ``freshlyCovers(_:)``, for many prefixes with one reading; returns those that are still covered.
    public func freshlyCovered(_ prefixes: [Prefix]) async throws -> Set<Prefix> {
        await gate.enter()
        defer { gate.leave() }
        let results = await onPlaces(Array(places.indices)) { place, _ in try place.readSectors() }
        var held: [StateName: [TopKeySector]] = [:]
        for sectors in results.values.compactMap({ try? $0.get() }) {
            for sector in sectors.compactMap(\.self) { held[sector.state, default: []].append(sector) }
        }
        guard let any = held.first?.value.first, let newest = held.keys.map(\.epoch).max() else {
            throw KeyringError(.noPlace, "no place of the key safe could be read")
        }
        let threshold = any.share?.quorum.threshold ?? 1
        let away = results.values.count { (try? $0.get()) == nil }
        var covered: Set<Prefix> = []
        for (state, sectors) in held where sectors.count + (threshold > 1 ? away : 0) >= threshold {
            guard sectors.count >= threshold else {
                covered.formUnion(prefixes)
                continue
            }
            do {
                guard let root = root(of: sectors, threshold) else { throw PageBox.damaged }
                let tree = PageTree(root: root.page, store: freshStore())
                for prefix in prefixes where try tree.touches(prefix) { covered.insert(prefix) }
            } catch {
                guard state.epoch < newest else { throw error }
                covered.formUnion(prefixes)
            }
        }
        return covered
    }

    /// Whether a process that only reads has a place open.
    public func hasReadersElsewhere() async -> Bool {
        let results = await onPlaces(Array(places.indices)) { place, _ in place.hasReaders }
        return results.values.contains { (try? $0.get()) == true }
    }

    /// Opens every page in every place and returns the places in which one is missing or was changed.
    ///
    /// The others serve meanwhile. A place that cannot be read at all is among them.
    public func damagedPlaces() async throws -> [String] {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateWithinGate()
        return places.filter { !isIntact($0, state) }.map(\.label)
    }

    private func isIntact(_ place: Place, _ state: LoadedState) -> Bool {
        let store = PageStore(identity: identity, capacity: 0, sources: [{ place.readPage($0) }])
        do {
            let root = try openRoot(state.top, in: [place])
            try PageTree(root: root.page, store: store).visitLinks { _ = try store.page($0) }
            return true
        } catch {
            return false
        }
    }

    /// Opens a state with whichever of its sectors belong together.
    private func root(of sectors: [TopKeySector], _ threshold: Int) -> RootPage? {
        for part in Combinations(sectors, of: threshold) {
            guard let top = TopKeyState(of: part, places: places.count) else { continue }
            if let root = try? openRoot(top, in: places) { return root }
        }
        return nil
    }

    private func freshStore() -> PageStore {
        PageStore(identity: identity, capacity: 0, sources: places.map { place in { place.readPage($0) } })
    }
}
