internal import VaultCrypto
public import VaultModel

extension FileKeySafe {
    /// Makes a key safe with one fresh key tree in every place and opens it.
    ///
    /// If it is interrupted, it can be repeated; nothing counts before every place is complete.
    ///
    /// - Parameters:
    ///   - places: the directories to keep it in, made when missing; one is allowed, two or more are meant.
    ///   - tokens: what keeps the keys of a place, by the number of the place from 0; the others keep their own.
    ///   - dataDirectory: the vault's data directory, in which no place may lie.
    ///   - threshold: how many places open it together, more than half; with one, each place opens it alone.
    ///   - weak: whether storage that may keep overwritten data is accepted.
    ///   - incarnation: the vault incarnation it will obey.
    ///   - limits: how much it destroys within a day by itself.
    /// - Throws: `KeyringError`: `exists`, `placement`, `inUse`; `FileError`.
    public static func create(
        places: [String],
        tokens: [Int: any KeyToken] = [:],
        vault: VaultID,
        controller: ControllerID,
        dataDirectory: String,
        threshold: Int = 1,
        weak: Bool,
        incarnation: IncarnationID,
        limits: SafeLimits = .standard,
        clock: VaultClock = .system,
        faults: FaultPlan = .none
    ) async throws -> FileKeySafe {
        let identity = SafeIdentity(vault: vault, controller: controller)
        let safe = FileKeySafe(
            identity: identity,
            places: Self.places(places, tokens, identity),
            dataDirectory: dataDirectory,
            incarnation: incarnation,
            isReadOnly: false,
            clock: clock,
            faults: faults
        )
        return try await safe.created(
            acceptsWeak: weak,
            incarnation: incarnation,
            threshold: threshold,
            limits: limits
        )
    }

    static func places(
        _ labels: [String],
        _ tokens: [Int: any KeyToken],
        _ identity: SafeIdentity,
        _ faults: PlaceFaults = .none
    ) -> [Place] {
        labels.enumerated().map { index, label in
            Place(label: label, identity: identity, faults: faults, token: tokens[index])
        }
    }

    /// Makes the safe's files and opens it.
    func created(
        acceptsWeak: Bool,
        incarnation: IncarnationID,
        threshold: Int = 1,
        limits: SafeLimits = .standard
    ) async throws -> FileKeySafe {
        let quorum = try Self.quorum(threshold, of: places.count)
        let creation = firstState(quorum, acceptsWeak: acceptsWeak, incarnation: incarnation, limits: limits)
        let dataDirectory = dataDirectory
        try await inEveryPlace { place, _ in
            try FileSystem.createDirectory(place.label, permissions: 0o700)
            _ = try Placement.check(place, dataDirectory: dataDirectory, acceptsWeak: acceptsWeak)
            try place.checkVacant()
        }
        try checkDistinct()
        try await inEveryPlace { place, _ in try place.createFolder() }
        guard try await takeLocks().count == places.count else {
            throw KeyringError(.io, "a place of the key safe cannot be locked: check that it can be written")
        }
        try await inEveryPlace { place, _ in try place.create(creation) }
        // A file may be kept otherwise than its directory says, so the finished one is looked at again.
        try await inEveryPlace { place, _ in
            _ = try Placement.check(place, dataDirectory: dataDirectory, acceptsWeak: acceptsWeak)
        }
        try await inEveryPlace { place, index in try place.writeSector(creation.top.sector(for: index), at: 0)
        }
        try await inEveryPlace { place, _ in try place.endCreation() }
        return try await opened()
    }

    /// How many of a key safe's places are to open it together.
    ///
    /// - Throws: `KeyringError` with code `placement` when two groups of places could go on apart from one another.
    public static func checkThreshold(_ threshold: Int, places: Int) throws {
        _ = try quorum(threshold, of: places)
    }

    static func quorum(_ threshold: Int, of places: Int) throws -> Quorum {
        guard let quorum = Quorum(threshold: threshold, members: places) else {
            throw KeyringError(
                .placement,
                "a key safe opens with one of its places, or with more than half of them and at most "
                    + "\(SecretSharing.maximumMembers) places: \(threshold) of \(places) is neither"
            )
        }
        return quorum
    }

    private func firstState(
        _ quorum: Quorum,
        acceptsWeak: Bool,
        incarnation: IncarnationID,
        limits: SafeLimits
    ) -> PlaceCreation {
        let state = StateName.fresh(Epoch(1))
        let topKey = SharedSecret(SecretBytes(random: TopKeySector.secretSize))
        var file = PageFile(identity: identity, state: state)
        let root = file.append(root: .initial(), topKey: topKey.bytes)
        let entry = PunctureListEntry(
            epoch: state.epoch,
            request: .random(),
            cause: .created,
            at: clock.now,
            prefixes: []
        )
        let header = LogIndex(header: ChainedLog.header(.punctures, identity))
        let payload = PunctureRecord(state: state, entry: entry).payload
        return PlaceCreation(
            top: TopKeyState(
                identity: identity,
                state: state,
                root: root,
                topKey: topKey,
                quorum: quorum
            ),
            pages: file.pieces,
            firstRecord: ChainedLog.record(payload, after: header.last).bytes,
            marks: Marks(
                incarnation: incarnation,
                adoption: 1,
                patients: 1,
                serials: FileKeySafe.serialBlock,
                places: places.count
            ),
            custody: Custody(acceptsWeak: acceptsWeak, declaration: nil),
            limits: limits
        )
    }

    private func checkDistinct() throws {
        let real = try places.map { try FileSystem.realPath($0.label) }
        guard !real.isEmpty, Set(real).count == real.count else {
            throw KeyringError(.placement, "a key safe needs at least one place, and each only once")
        }
    }

    /// Does a step of the creation everywhere.
    private func inEveryPlace(_ body: @escaping @Sendable (Place, Int) throws -> Void) async throws {
        let results = await onPlaces(Array(places.indices), body)
        for index in places.indices { try results[index]?.get() }
    }
}
