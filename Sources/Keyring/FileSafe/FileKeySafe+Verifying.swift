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
                let tree = PageTree(root: try openRoot(sector).page, store: freshStore())
                for prefix in prefixes where try tree.touches(prefix) { covered.insert(prefix) }
            } catch {
                guard sector.state.epoch < newest else { throw error }
                covered.formUnion(prefixes)
            }
        }
        return covered
    }

    private func freshStore() -> PageStore {
        PageStore(identity: identity, capacity: 0, sources: places.map { place in { place.readPage($0) } })
    }
}
