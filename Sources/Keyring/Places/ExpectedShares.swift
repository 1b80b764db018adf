internal import VaultModel

/// What counts in a place while places change: the rest belongs to the places before, or to those to come.
struct ExpectedShares: Sendable {
    /// The only shares that count.
    let quorum: Quorum
    /// A change whose state does not count, since it was interrupted before every place had it.
    let abandoned: RequestID?
}

extension PlaceImage {
    /// The same without what does not count.
    func keeping(_ expected: ExpectedShares, in place: Int) -> PlaceImage {
        var image = self
        for index in sectors.indices {
            guard let sector = sectors[index] else { continue }
            let line = Int(sector.state.epoch.rawValue) - 1
            let isAbandoned =
                expected.abandoned.map { heads.indices.contains(line) && heads[line].request == $0 } ?? false
            let isExpected =
                expected.quorum.threshold == 1
                ? sector.share == nil
                : sector.share == ShareName(quorum: expected.quorum, member: place)
            if isAbandoned || !isExpected { image.sectors[index] = nil }
        }
        return image
    }
}
