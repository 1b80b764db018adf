internal import Synchronization
public import VaultModel

/// A key safe in files: one or more places, each a folder with the whole safe; any one opens, all must destroy.
///
/// ## Guarantee
/// After a crash at any instruction the safe opens in the state before the change or in the one after. A receipt that
/// says `destroyed` was given after every place had overwritten the previous top key and read the device back.
/// ## Not guaranteed
/// What a device, a snapshot or a copy keeps of overwritten blocks; `status()` says what is known about the storage.
public actor FileKeySafe: KeySafe {
    /// How many page entries of 32 secret bytes stay opened: at most 2 MiB of locked memory.
    static let openedEntries = 1 << 16

    let identity: SafeIdentity
    let places: [Place]
    let dataDirectory: String
    let isReadOnly: Bool
    /// What counts here while places change.
    let expects: ExpectedShares?
    let clock: VaultClock
    let faults: FaultPlan
    let gate = SerialGate()
    /// The vault incarnation this process acts for.
    var incarnation: IncarnationID?
    var standings: [Standing]
    var findings: [Placement.Finding?]
    /// `nil` when it must be read from the places anew.
    var loaded: LoadedState?
    /// A puncture that was made ready and not ordered yet.
    var ahead: WrittenChange?

    init(
        identity: SafeIdentity,
        places: [Place],
        dataDirectory: String,
        incarnation: IncarnationID?,
        isReadOnly: Bool,
        expects: ExpectedShares? = nil,
        clock: VaultClock,
        faults: FaultPlan
    ) {
        self.expects = expects
        self.identity = identity
        self.places = places
        self.dataDirectory = dataDirectory
        self.incarnation = incarnation
        self.isReadOnly = isReadOnly
        self.clock = clock
        self.faults = faults
        standings = places.map { _ in Standing(.unavailable("not opened yet")) }
        findings = places.map { _ in nil }
    }

    /// Closes the safe: forgets every key and lets other processes open it.
    ///
    /// It opens itself again when used.
    public func close() async {
        await gate.enter()
        defer { gate.leave() }
        loaded = nil
        ahead = nil
        // On its own thread, which makes room only while the place is taken.
        _ = await onPlaces(Array(places.indices)) { place, _ in
            place.finishReleases()
            place.releaseLock()
        }
    }

    /// Has the places give back now the room that the last changes made free.
    func finishReleases() async {
        _ = await onPlaces(Array(places.indices)) { place, _ in place.finishReleases() }
    }

    /// Returns the live nodes at or below a prefix.
    public func nodes(under prefix: Prefix) async throws -> [KeyNode] {
        guard prefix.path.length >= PatientNumber.bitWidth else { throw Self.tooWide }
        let tree = try await state().tree
        if let node = try tree.node(covering: prefix) { return [GGM.descend(from: node, to: prefix)] }
        return try tree.nodes(under: prefix)
    }

    /// Returns the live nodes at or below each of many prefixes.
    public func nodes(underEach prefixes: [Prefix]) async throws -> [[KeyNode]] {
        guard prefixes.allSatisfy({ $0.path.length >= PatientNumber.bitWidth }) else { throw Self.tooWide }
        let tree = try await state().tree
        var descent = Descent()
        return try prefixes.map { prefix in
            guard let node = try tree.node(covering: prefix) else { return try tree.nodes(under: prefix) }
            return [descent.descend(from: node, to: prefix)]
        }
    }

    private static let tooWide = KeyringError(
        .tooWide,
        "keys are handed out for one patient at a time, never for more"
    )

    /// Returns the keys of identifier tokens.
    public func indexKeys() async throws -> IndexKeys {
        try await state().root.indexKeys
    }

    /// Returns the list of epochs after one.
    public func punctures(after epoch: Epoch) async throws -> [PunctureListEntry] {
        let state = try await state()
        guard epoch < state.epoch else { return [] }
        return try (Int(epoch.rawValue)..<state.punctures.count).map { try record($0, of: state).entry }
    }

    /// The state in memory, or the one in the places when there is none.
    func state() async throws -> LoadedState {
        if let loaded { return loaded }
        await gate.enter()
        defer { gate.leave() }
        return try await stateWithinGate()
    }

    /// As ``state()``, for a change that holds the gate already.
    func stateWithinGate() async throws -> LoadedState {
        if let loaded { return loaded }
        return try await load()
    }

    /// A record of the list of epochs; records count from 0.
    func record(_ number: Int, of state: LoadedState) throws -> PunctureRecord {
        let payload = try firstSuccess { try $0.payload(.punctures, state.punctures, number) }
        guard let record = PunctureRecord(payload: payload), record.state.epoch.rawValue == UInt64(number) + 1
        else {
            throw KeyringError.damaged("the key safe's list of its changes is not what was written")
        }
        return record
    }

    /// Asks the usable places one after another until one can do it.
    func firstSuccess<Value>(_ body: (Place) throws -> Value) throws -> Value {
        var failure: any Error = KeyringError(.noPlace, "no place of the key safe can be used now")
        for index in places.indices where standings[index].sector != nil {
            do { return try body(places[index]) } catch { failure = error }
        }
        throw failure
    }

    /// Says in a sentence why a place failed.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as KeyringError: error.message
        default: String(describing: error)
        }
    }
}
