internal import VaultCrypto
internal import VaultModel

extension FileKeySafe {
    /// Says how the key safe stands.
    public func status() async throws -> KeySafeStatus {
        await gate.enter()
        defer { gate.leave() }
        return try await statusWithinGate()
    }

    func statusWithinGate() async throws -> KeySafeStatus {
        let state = try await stateWithinGate()
        return KeySafeStatus(
            vault: identity.vault,
            controller: identity.controller,
            epoch: state.epoch,
            incarnation: state.marks.incarnation,
            trees: state.root.trees,
            places: zip(places, standings).map { place, standing in
                PlaceStatus(place: place.label, state: Self.state(standing, of: place))
            },
            level: level(state),
            declaration: state.custody.declaration,
            warnings: warnings(state),
            punctures: state.punctureCount,
            patientMark: state.marks.patients,
            serialMark: state.marks.serials,
            journalLength: Int64(state.journal.count),
            arrangement: state.marks.arrangement,
            lost: state.custody.lost
        )
    }

    /// How a place stands; whoever asks while the safe is open hears of one that was taken away meanwhile.
    private static func state(_ standing: Standing, of place: Place) -> PlaceStatus.State {
        guard standing.sector != nil, (try? FileSystem.exists(place.folder)) != true else {
            return standing.publicState
        }
        return .unavailable(reason: "it is not there any more")
    }

    private func level(_ state: LoadedState) -> KeySafeLevel {
        let storages = zip(places, findings).map { place, finding -> KeySafeLevel.Storage in
            if let token = place.token { return token.isSoftware ? .softwareToken : .token }
            return finding?.overwritesInPlace ?? !state.custody.acceptsWeak ? .overwritten : .mayKeep
        }
        return KeySafeLevel(
            places: places.count,
            threshold: state.top.quorum.threshold,
            storage: storages.min() ?? .mayKeep
        )
    }

    private func warnings(_ state: LoadedState) -> [KeySafeWarning] {
        var warnings: [KeySafeWarning] = places.count == 1 ? [.onePlace] : []
        for (index, finding) in findings.enumerated() {
            guard let finding else { continue }
            if !finding.overwritesInPlace, places[index].token == nil {
                warnings.append(.weakFileSystem(place: places[index].label, kind: finding.kind))
            }
            for earlier in 0..<index where findings[earlier]?.device == finding.device {
                warnings.append(.sameDevice(places[earlier].label, places[index].label))
            }
        }
        if state.custody.declaration == nil { warnings.append(.noDeclaration) }
        return warnings
    }
}

extension Standing {
    /// The standing in public words.
    fileprivate var publicState: PlaceStatus.State {
        switch condition {
        case .current: complaint.map { .damaged(reason: $0) } ?? .current
        case .undestroyed: .undestroyed
        case .unavailable(let reason): .unavailable(reason: reason)
        }
    }
}
