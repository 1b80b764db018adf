internal import VaultCrypto
public import VaultModel

/// Other places: a new state, with a fresh top key, in exactly the places from now on.
///
/// The order: new places are filled, then the new state is in every place, then what they held before is destroyed, then
/// the number of the change is noted, then the places that leave are destroyed. Until every place holds the new state the
/// change begins anew from the one before; nothing else is done in the key safe meanwhile, so that no state is lost by it.
extension FileKeySafe {
    /// Changes the places, or goes on with a change that was interrupted; done once more, it changes nothing.
    ///
    /// Every place from now on must be there. A place that leaves must be there, too, and is destroyed, read back, unless
    /// it is declared lost.
    /// - Throws: `KeyringError`: `tooFewPlaces` naming the place that is missing, `placement`, `wrongIncarnation`, and
    ///   what opening throws; the change is to be repeated then.
    public static func changePlaces(
        _ change: PlaceChange,
        vault: VaultID,
        controller: ControllerID,
        dataDirectory: String,
        incarnation: IncarnationID,
        clock: VaultClock = .system,
        faults: FaultPlan = .none
    ) async throws {
        let identity = SafeIdentity(vault: vault, controller: controller)
        func safe(
            _ places: PlaceChange.Places,
            abandoning abandoned: RequestID? = nil,
            readOnly: Bool = false
        ) throws -> FileKeySafe {
            try FileKeySafe(
                places,
                identity,
                abandoned: abandoned,
                dataDirectory: dataDirectory,
                incarnation: incarnation,
                isReadOnly: readOnly,
                clock: clock,
                faults: faults,
                placeFaults: change.placeFaults
            )
        }
        try change.requirePlaces(of: controller)
        let probe = try? await safe(change.next, readOnly: true).opened()
        if try await probe?.hasTaken(change) != true {
            let former = try await safe(change.former, abandoning: change.id).opened()
            try await former.closing { try await former.move(to: change) }
        }
        let next = try await safe(change.next).opened()
        try await next.closing {
            try await next.noteArrangement(change)
            try await next.requireWhole()
        }
        for place in places(change.former.directories, change.former.tokens, identity, change.placeFaults)
        where change.leaves(place) {
            try await place.perform { try $0.vacate() }
            try faults.reach(.placeVacated)
        }
    }

    /// Refuses a place that is to come and holds a key safe of this controller already, perhaps one that left before.
    ///
    /// - Throws: `KeyringError` with code `exists`; `FileError`.
    public static func checkVacant(_ place: String, vault: VaultID, controller: ControllerID) throws {
        let identity = SafeIdentity(vault: vault, controller: controller)
        try Place(label: place, identity: identity, faults: .none).checkVacant()
    }

    /// Whether a change was not begun in this key safe, so that it may be given up.
    public static func isUntouched(
        by change: PlaceChange,
        vault: VaultID,
        controller: ControllerID,
        dataDirectory: String
    ) async -> Bool {
        let safe = try? FileKeySafe(
            change.former,
            SafeIdentity(vault: vault, controller: controller),
            abandoned: change.id,
            dataDirectory: dataDirectory,
            incarnation: nil,
            isReadOnly: true,
            clock: .system,
            faults: .none
        )
        guard let number = try? await safe?.opened().arrangement else { return false }
        return number != change.number
    }

    /// A safe that expects shares of these places alone, and no certain number of places.
    private init(
        _ expected: PlaceChange.Places,
        _ identity: SafeIdentity,
        abandoned: RequestID?,
        dataDirectory: String,
        incarnation: IncarnationID?,
        isReadOnly: Bool,
        clock: VaultClock,
        faults: FaultPlan,
        placeFaults: PlaceFaults = .none
    ) throws {
        self.init(
            identity: identity,
            places: Self.places(expected.directories, expected.tokens, identity, placeFaults),
            dataDirectory: dataDirectory,
            incarnation: incarnation,
            isReadOnly: isReadOnly,
            expects: ExpectedShares(
                quorum: try Self.quorum(expected.threshold, of: expected.directories.count),
                abandoned: abandoned
            ),
            clock: clock,
            faults: faults
        )
    }

    /// How often the places changed.
    private var arrangement: Int64 {
        get async throws { try await state().marks.arrangement }
    }

    /// Whether every place holds a state that the change made, or one after it.
    private func hasTaken(_ change: PlaceChange) async throws -> Bool {
        try await state().requests[change.id] != nil && standings.allSatisfy { $0.sector != nil }
    }

    private func closing(_ body: @Sendable () async throws -> Void) async throws {
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        await close()
        try result.get()
    }

    /// Moves the state of this safe, which is open in the former places.
    private func move(to change: PlaceChange) async throws {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        if standings.contains(where: { !$0.isCurrent }) { try await settleWithinGate(state) }
        guard let state = loaded else { throw KeyringError.diverged }
        let quorum = try Self.quorum(change.next.threshold, of: change.next.directories.count)
        for (place, standing) in zip(places, standings) where change.leaves(place) && standing.sector == nil {
            throw change.missing(place.label)
        }
        let kept = try keptSectors(change)
        let labels = change.next.directories
        let targets = labels.enumerated().map { index, label in
            places.first { $0.label == label }
                ?? Place(
                    label: label,
                    identity: identity,
                    faults: change.placeFaults,
                    token: change.next.tokens[index]
                )
        }
        defer { for place in targets { place.releaseLock() } }
        for (index, place) in targets.enumerated() where kept[index] == nil {
            try await fill(place, from: state, acceptsWeak: change.acceptsWeak)
        }
        try faults.reach(.placeFilled)
        let entry = PunctureListEntry(
            epoch: state.epoch.next,
            request: change.id,
            cause: .placesChanged,
            at: clock.now,
            prefixes: []
        )
        let next = try StateChange(
            from: state,
            identity: identity,
            entry: entry,
            edits: [],
            quorum: quorum
        ) { $0 }
        // From here on only the places know which state is valid.
        loaded = nil
        ahead = nil
        let end = state.punctures.end
        try await onEach(targets) { place, _ in
            try place.writePages(next.pages, epoch: entry.epoch, line: next.record, at: end) {}
        }
        try faults.reach(.safePagesWritten)
        try await onEach(targets) { place, index in
            try place.writeSector(next.top.sector(for: index), at: kept[index].map { 1 - $0 } ?? 0)
        }
        try faults.reach(.safeNewKeyWritten)
        try await onEach(targets) { place, index in try place.destroySector(at: kept[index] ?? 1) }
        try faults.reach(.safeOldKeyDestroyed)
    }

    /// The sector that holds the valid state in each place that stays, by its number from now on.
    private func keptSectors(_ change: PlaceChange) throws -> [Int: Int] {
        var kept: [Int: Int] = [:]
        for (index, label) in change.next.directories.enumerated() {
            guard let former = places.firstIndex(where: { $0.label == label }) else { continue }
            guard case .current(let sector) = standings[former].condition else {
                throw KeyringError(
                    .tooFewPlaces,
                    "a change of places needs every place that stays, and \(label) is not there: bring it back, or retire it"
                )
            }
            kept[index] = sector
        }
        return kept
    }

    /// Makes a place that has everything but a key.
    private func fill(_ place: Place, from state: LoadedState, acceptsWeak: Bool) async throws {
        let dataDirectory = dataDirectory
        let sources = places.indices.filter { standings[$0].sector != nil }.map { places[$0] }
        let repair = PlaceFilling(state: state, sources: sources)
        try await place.perform { place in
            try FileSystem.createDirectory(place.label, permissions: 0o700)
            _ = try Placement.check(place, dataDirectory: dataDirectory, acceptsWeak: acceptsWeak)
            try place.checkVacant()
            try place.createFolder()
        }
        try await place.takeLock()
        try await place.perform { place in
            try place.beginCreation()
            try place.fill(repair)
            _ = try Placement.check(place, dataDirectory: dataDirectory, acceptsWeak: acceptsWeak)
        }
    }

    /// Notes the change: what is lost first, then the number, so that whoever reads it knows that all places took it.
    private func noteArrangement(_ change: PlaceChange) async throws {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        var (custody, marks) = (state.custody, state.marks)
        guard marks.arrangement < change.number else { return }
        if let lost = change.lost, !custody.lost.contains(lost) { custody.lost.append(lost) }
        custody.acceptsWeak = custody.acceptsWeak || change.acceptsWeak
        marks.places = places.count
        marks.arrangement = change.number
        let (written, raised) = (custody, marks)
        loaded = nil
        try await onEach(places) { place, _ in
            try place.writeCustody(written)
            try place.writeMarks(raised)
            try place.endCreation()
        }
        try faults.reach(.placesNoted)
    }

    /// - Throws: `KeyringError` with code `tooFewPlaces` unless every place holds the valid state and nothing older.
    private func requireWhole() async throws {
        let state = try await settle()
        for place in state.places where place.state != .current {
            throw KeyringError(
                .tooFewPlaces,
                "the place \(place.place) has not taken the change for good: bring it back and repeat the command"
            )
        }
    }

    /// Does a step in one place after another.
    private func onEach(_ places: [Place], _ body: @escaping @Sendable (Place, Int) throws -> Void)
        async throws
    {
        for (index, place) in places.enumerated() { try await place.perform { try body($0, index) } }
    }
}
