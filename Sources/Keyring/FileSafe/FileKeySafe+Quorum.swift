/// How many places a change of state needs.
extension FileKeySafe {
    /// The places that take part in a change: with shares only those that hold nothing older, so that each has room.
    func changeable(_ quorum: Quorum) -> [Int] {
        places.indices.filter {
            quorum.threshold == 1 ? standings[$0].sector != nil : standings[$0].isCurrent
        }
    }

    /// Sees to it that enough places take part, bringing back those that can be.
    ///
    /// - Throws: `KeyringError` with code `tooFewPlaces`; nothing was changed then.
    func requireEnoughPlaces() async throws {
        guard let state = loaded, state.top.quorum.threshold > 1 else { return }
        let isLate = standings.contains { $0.sector != nil && !$0.isCurrent }
        if isLate || changeable(state.top.quorum).count < state.top.quorum.needed {
            try await settleWithinGate(state)
            guard loaded?.epoch == state.epoch else {
                throw KeyringError(
                    .tooFewPlaces,
                    "places of the key safe came back with a newer state: repeat the request"
                )
            }
        }
        try requireEnough(changeable(state.top.quorum), state.top.quorum)
    }

    /// - Throws: `KeyringError` with code `tooFewPlaces`, naming the places that are missing.
    func requireEnough(_ ready: [Int], _ quorum: Quorum) throws {
        guard ready.count < quorum.needed else { return }
        let missing = places.indices.filter { !ready.contains($0) }.map { places[$0].label }
        throw KeyringError(
            .tooFewPlaces,
            "a change of this key safe needs \(quorum.needed) of its \(quorum.members) places, and \(ready.count) can take "
                + "part: bring back \(missing.joined(separator: ", ")) and repeat it"
        )
    }

    /// Sees to it that no state before the valid one can be opened any more, whatever comes back.
    ///
    /// With shares a change that made a new secret may be answered only then: until it is so, places that lack the
    /// change might open without it.
    /// - Throws: `KeyringError` with code `tooFewPlaces`; the request is to be repeated.
    func requireSettled() async throws {
        guard let state = loaded, state.top.quorum.threshold > 1 else { return }
        func isSettled() -> Bool {
            standings.count { $0.confirmation(of: state.epoch) != nil } >= state.top.quorum.destroying
        }
        if !isSettled() { try await settleWithinGate(state) }
        guard isSettled() else {
            throw KeyringError(
                .tooFewPlaces,
                "too few places of the key safe have taken the change for good: bring the others back and repeat it"
            )
        }
    }
}
