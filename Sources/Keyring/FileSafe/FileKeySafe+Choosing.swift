internal import VaultCrypto
internal import VaultModel

/// Which state is valid: the newest one that the places which are there can open together.
///
/// A change answers `destroyed` only once fewer places than open a state hold anything older. So if the places that
/// are there can open a state, no newer one was ever answered for: what they hold of a newer one comes from an attempt
/// that was given up.
extension FileKeySafe {
    /// Finds the valid state and opens its root page; sectors that are not what they say are taken out of the images.
    ///
    /// - Throws: `KeyringError`: `noPlace` when no state can be opened from the places that are there, `placement` when
    ///   they were named in another order, `diverged` when two states could be valid, `damaged` when the valid one
    ///   cannot be opened: it never falls back to an older one then.
    func choose(_ images: inout [PlaceImage?]) throws -> (TopKeyState, RootPage) {
        let held = try heldStates(images)
        guard let threshold = held.first?.value.first.map({ $0.sector.share?.quorum.threshold ?? 1 }) else {
            let why = zip(places, standings).compactMap { place, standing in
                if case .unavailable(let reason) = standing.condition, place.token != nil {
                    reason
                } else {
                    nil
                }
            }
            throw KeyringError(
                .noPlace,
                "no place of the key safe could be opened: " + (why.first ?? "check the places named")
            )
        }
        let openable = held.filter { $0.value.count >= threshold }
        guard let best = openable.max(by: { $0.key.epoch < $1.key.epoch }) else {
            throw missing(of: held, threshold)
        }
        guard openable.keys.allSatisfy({ $0 == best.key || $0.epoch < best.key.epoch }) else {
            throw KeyringError.diverged
        }
        for part in Combinations(best.value, of: threshold) {
            guard let top = TopKeyState(of: part.map(\.sector), places: places.count),
                let root = try? openRoot(top, in: places)
            else { continue }
            for index in images.indices { images[index]?.dropFalse(top, in: index) }
            return (top, root)
        }
        throw PageBox.damaged
    }

    /// The states that enough places hold to open them.
    func openableStates(_ images: [PlaceImage?], _ quorum: Quorum) -> Set<StateName> {
        var counts: [StateName: Int] = [:]
        for image in images.compactMap(\.self) {
            for state in Set(image.sectors.compactMap(\.?.state)) { counts[state, default: 0] += 1 }
        }
        return Set(counts.filter { $0.value >= quorum.threshold }.keys)
    }

    /// The states newer than the valid one that may have been answered for as pending.
    ///
    /// They may, if the places that cannot be reached hold them too; so they are left alone.
    func newerStates(_ images: [PlaceImage?], _ state: LoadedState) -> Set<StateName> {
        let away = images.count { $0 == nil }
        var counts: [StateName: Int] = [:]
        for image in images.compactMap(\.self) {
            for name in Set(image.sectors.compactMap(\.?.state)) where name.epoch > state.epoch {
                counts[name, default: 0] += 1
            }
        }
        return Set(counts.filter { $0.value + away >= state.top.quorum.needed }.keys)
    }

    /// Checks that a place was named where it belongs; places with shares have an order.
    func checkMember(_ image: PlaceImage, _ index: Int) throws {
        for share in image.sectors.compactMap(\.?.share) {
            guard share.quorum.members == places.count, share.member == index else {
                throw KeyringError(
                    .placement,
                    "\(places[index].label) is place \(share.member + 1) of \(share.quorum.members) of its key safe: "
                        + "name all places in the order in which the safe was made"
                )
            }
        }
    }

    private typealias Held = (place: Int, sector: TopKeySector)

    /// What the places hold of each state.
    private func heldStates(_ images: [PlaceImage?]) throws -> [StateName: [Held]] {
        var held: [StateName: [Held]] = [:]
        var quorums: Set<Quorum?> = []
        for (index, image) in images.enumerated() {
            guard let image else { continue }
            try checkMember(image, index)
            for sector in image.sectors.compactMap(\.self)
            where held[sector.state]?.last?.place != index {
                held[sector.state, default: []].append((index, sector))
                quorums.insert(sector.share?.quorum)
            }
        }
        guard quorums.count <= 1 else { throw KeyringError.diverged }
        return held
    }

    private func missing(of held: [StateName: [Held]], _ threshold: Int) -> KeyringError {
        let newest = held.max { $0.key.epoch < $1.key.epoch }?.value ?? []
        let others = places.indices.filter { index in !newest.contains { $0.place == index } }
        return KeyringError(
            .noPlace,
            "the key safe opens with \(threshold) of its \(places.count) places, and only \(newest.count) with the newest "
                + "keys can be reached: bring back \(others.map { places[$0].label }.joined(separator: ", "))"
        )
    }
}

extension PlaceImage {
    /// Takes out a sector that says it holds a state and does not.
    mutating func dropFalse(_ top: TopKeyState, in place: Int) {
        for index in sectors.indices {
            guard let sector = sectors[index], sector.state == top.state else { continue }
            if !top.matches(sector, in: place) { sectors[index] = nil }
        }
    }
}
