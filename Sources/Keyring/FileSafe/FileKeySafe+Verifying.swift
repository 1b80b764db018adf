internal import VaultCrypto

extension FileKeySafe {
    /// Reads every state that any place still holds from the disk, without any cache, and says whether a live node
    /// is at, above or below a prefix.
    ///
    /// A state that is there beside the valid one and cannot be read counts as covering: backups may hold its pages.
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
        let sectors = results.values.compactMap { try? $0.get() }.joined().compactMap(\.self)
        guard let newest = sectors.map(\.state.epoch).max() else {
            throw KeyringError(.noPlace, "no place of the key safe could be read")
        }
        var covered: Set<Prefix> = []
        var read: Set<StateName> = []
        for sector in sectors where read.insert(sector.state).inserted {
            do {
                let tree = PageTree(root: try openRoot(sector, in: places).page, store: freshStore())
                for prefix in prefixes where try tree.touches(prefix) { covered.insert(prefix) }
            } catch {
                guard sector.state.epoch < newest else { throw error }
                covered.formUnion(prefixes)
            }
        }
        return covered
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
            let root = try openRoot(state.sector, in: [place])
            try PageTree(root: root.page, store: store).visitLinks { _ = try store.page($0) }
            return true
        } catch {
            return false
        }
    }

    private func freshStore() -> PageStore {
        PageStore(identity: identity, capacity: 0, sources: places.map { place in { place.readPage($0) } })
    }
}
