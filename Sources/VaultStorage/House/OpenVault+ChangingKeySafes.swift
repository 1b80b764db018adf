public import Keyring
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Other places for the key safes of a vault.
extension OpenVault {
    /// Which place comes, which leaves.
    public struct PlaceRequest: Sendable {
        /// A place that comes; in the stead of the one that leaves, if one does, else behind all others.
        public var adding: String?
        /// A place that leaves.
        public var retiring: String?
        /// How many places open a key safe together from then on; `nil` keeps the number as long as it is more than half.
        public var quorum: Int?
        /// Who declares the leaving place lost, and how; `nil` when it is there and is to be destroyed.
        public var lost: CustodyDeclaration?

        /// Groups them.
        public init(
            adding: String? = nil,
            retiring: String? = nil,
            quorum: Int? = nil,
            lost: CustodyDeclaration? = nil
        ) {
            self.adding = adding
            self.retiring = retiring
            self.quorum = quorum
            self.lost = lost
        }
    }

    /// Changes the places of every key safe of a vault that no process has open.
    ///
    /// The configuration says first what is to become, and at the end that it is so; whoever opens the vault in between
    /// goes on with it. A change that no key safe has taken yet is given up by retiring the place that was to come, or by
    /// adding the one that was to leave.
    /// - Returns: The places from now on.
    /// - Throws: ``VaultError`` with `conflict` when another change has not ended, `invalidInput`, `notFound`;
    ///   `KeyringError`, with code `tooFewPlaces` for a place that is missing.
    public static func changeKeySafes(
        _ directory: VaultDirectory,
        _ request: PlaceRequest,
        options: Options
    ) async throws -> [String] {
        let before = try VaultConfiguration(of: directory)
        try before.requireHome(directory)
        if let pending = before.keySafeChange {
            if pending.isTakenBack(by: request, among: before.keySafes) {
                return try await giveUp(pending, before, directory, options: options)
            }
            let isSame = (try? before.places(after: request)) == pending.places
            guard isSame else {
                throw VaultError(
                    .conflict,
                    "another change of the places has not ended: \(pending.places.joined(separator: ", ")) are to be the "
                        + "places. Say its command again first"
                )
            }
        } else {
            let (change, quorum) = try await plan(request, in: directory, options: options)
            let lock = try await takeLock(directory, wait: options.wait)
            var configuration = try VaultConfiguration(of: directory)
            configuration.keySafeQuorum = quorum
            configuration.keySafeChange = change
            try configuration.write(to: directory)
            try options.faults.reach(.placesBegun)
            _ = consume lock
        }
        let open = try await open(directory, options: options)
        try await open.close()
        return open.configuration.keySafes
    }

    /// Plans in the open vault, which brings every place that is there up to date and finds what else is wrong first.
    private static func plan(
        _ request: PlaceRequest,
        in directory: VaultDirectory,
        options: Options
    ) async throws -> (KeySafeChange, Int) {
        let open = try await open(directory, options: options)
        let plan: Result<(KeySafeChange, Int), any Error>
        do { plan = .success(try await open.plan(request)) } catch { plan = .failure(error) }
        try await open.close()
        return try plan.get()
    }

    /// What is to become, and how many places open a key safe now.
    private func plan(_ request: PlaceRequest) async throws -> (KeySafeChange, Int) {
        let locations = try configuration.locations()
        guard locations.allSatisfy({ $0.remote == nil }) else {
            throw VaultError(
                .invalidInput,
                "the key safe is on another machine, and so are its places: they cannot be changed from here"
            )
        }
        var arrangement: Int64 = 0
        var quorum = configuration.keySafeQuorum
        var keySafes: [KeySafeStatus] = []
        for (row, controller) in try await vault.controllers() {
            guard row.state != .creating, let controller = try controller?.get() else {
                throw VaultError(
                    .conflict,
                    "the controller \(row.name) is not finished: say `lethe controller create` with this name first"
                )
            }
            let status = try await controller.keySafeStatus()
            arrangement = max(arrangement, status.arrangement)
            quorum = status.level.threshold
            keySafes.append(status)
        }
        let places = try configuration.places(after: request)
        let next = request.quorum ?? Self.quorum(quorum, of: places.count, before: locations.count)
        guard (next == 1) == (quorum == 1) else {
            throw VaultError(
                .invalidInput,
                "places that open alone and places with shares cannot be turned into each other, and two places with shares "
                    + "are the fewest: name another --quorum, or add a place first"
            )
        }
        try FileKeySafe.checkThreshold(next, places: places.count)
        try configuration.checkTokens(after: places)
        if let adding = request.adding {
            let location = try KeySafeLocation(adding)
            try location.check(
                dataDirectory: directory.path,
                acceptsWeak: configuration.acceptsWeakKeySafe
            )
            for status in keySafes {
                try FileKeySafe.checkVacant(
                    location.directory,
                    vault: status.vault,
                    controller: status.controller
                )
            }
        }
        var lost: LostPlace?
        if let declaration = request.lost, let place = request.retiring {
            lost = LostPlace(place: try KeySafeLocation(place).directory, declaration: declaration)
            try lost?.checkPrintable()
        }
        let change = KeySafeChange(places: places, quorum: next, number: arrangement + 1, lost: lost)
        for status in keySafes { try requirePlaces(of: status, for: change) }
        return (change, quorum)
    }

    /// Looks for every place before anything is written: once it is, the vault stays closed until the change has ended.
    ///
    /// A directory alone is no place: where a disk was mounted an empty one is left.
    private func requirePlaces(of status: KeySafeStatus, for change: KeySafeChange) throws {
        let staying = Set(try change.places.map { try KeySafeLocation($0).directory })
        let tokens = Set(try configuration.locations().filter { $0.token != nil }.map(\.directory))
        for place in status.places {
            let isAway =
                switch place.state {
                case .current, .damaged: false
                // Opening the vault could not mend it.
                case .undestroyed: staying.contains(place.place)
                case .unavailable: true
                }
            if place.place == change.lost?.place {
                let folder = "\(place.place)/\(status.controller)"
                let isThere = (try? FileSystem.exists(folder)) == true
                guard isAway, !isThere || tokens.contains(place.place) else {
                    throw KeyringError(
                        .request,
                        "\(place.place) is there: retire it without --lost, so that its keys are destroyed; or, if it "
                            + "cannot be read, take it away first (unmount it)"
                    )
                }
            } else if isAway {
                throw KeyringError(
                    .tooFewPlaces,
                    staying.contains(place.place)
                        ? "a change of places needs every place that stays, and \(place.place) is not there: bring it back, "
                            + "or retire it first; nothing was changed"
                        : "\(place.place) is not there, so that its keys cannot be destroyed: bring it back, or declare it "
                            + "lost (--lost); nothing was changed"
                )
            }
        }
    }

    /// As many places as before, as long as they are more than half; nobody comes to need all of them because one left.
    private static func quorum(_ quorum: Int, of places: Int, before: Int) -> Int {
        guard quorum > 1 else { return 1 }
        return max(min(quorum, places < before && quorum < before ? places - 1 : places), places / 2 + 1)
    }

    /// Goes on with a change of places to its end.
    static func finishChange(
        _ change: KeySafeChange,
        of configuration: VaultConfiguration,
        in directory: VaultDirectory,
        _ database: OpenDatabase,
        options: Options
    ) async throws -> VaultConfiguration {
        for row in try await HouseTables(pool: database.pool).controllers() where row.state != .creating {
            try await FileKeySafe.changePlaces(
                configuration.placeChange(change) {
                    try configuration.tokens(of: row.id, in: $0, options.safes)
                },
                vault: configuration.vault,
                controller: row.id,
                dataDirectory: directory.path,
                incarnation: configuration.incarnation,
                clock: configuration.clock,
                faults: options.faults
            )
        }
        var ended = configuration
        ended.keySafes = change.places
        ended.keySafeQuorum = change.quorum
        ended.keySafeChange = nil
        try ended.write(to: directory)
        try options.faults.reach(.placesEnded)
        return ended
    }

    /// Takes back a change that no key safe has taken yet.
    private static func giveUp(
        _ change: KeySafeChange,
        _ before: VaultConfiguration,
        _ directory: VaultDirectory,
        options: Options
    ) async throws -> [String] {
        let lock = try await takeLock(directory, wait: options.wait)
        var configuration = before
        let database = try await OpenDatabase.open(directory, configuration: configuration)
        let result: Result<Void, any Error>
        do {
            for row in try await HouseTables(pool: database.pool).controllers() where row.state != .creating {
                let change = try configuration.placeChange(change) {
                    try configuration.tokens(of: row.id, in: $0, options.safes)
                }
                guard
                    await FileKeySafe.isUntouched(
                        by: change,
                        vault: configuration.vault,
                        controller: row.id,
                        dataDirectory: directory.path
                    )
                else {
                    throw VaultError(
                        .conflict,
                        "a key safe has taken the new place already: bring that place back and repeat the command that named it"
                    )
                }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await database.close()
        try result.get()
        configuration.keySafeChange = nil
        try configuration.write(to: directory)
        _ = consume lock
        return configuration.keySafes
    }
}

extension KeySafeChange {
    /// Whether a request takes this change back: the place that was to come leaves, or the one that was to leave stays.
    fileprivate func isTakenBack(by request: OpenVault.PlaceRequest, among present: [String]) -> Bool {
        switch (request.adding, request.retiring) {
        case (nil, let place?): places.contains(place) && !present.contains(place)
        case (let place?, nil): present.contains(place) && !places.contains(place)
        default: false
        }
    }

    /// What is said when it cannot go on.
    func remark(among present: [String]) -> String {
        let end =
            "; until this change of places has ended the vault is closed. Mend that and repeat the command"
        if let coming = places.first(where: { !present.contains($0) }) {
            return end + ", or give the change up: lethe key-safe retire '\(coming)'"
        }
        guard let leaving = present.first(where: { !places.contains($0) }) else { return end }
        return end + ", or give the change up: lethe key-safe add '\(leaving)'"
    }
}

extension VaultConfiguration {
    /// The places after a request.
    ///
    /// - Throws: ``VaultError`` with `invalidInput` or `notFound`.
    func places(after request: OpenVault.PlaceRequest) throws -> [String] {
        var places = keySafes
        if let adding = request.adding, places.contains(adding) {
            throw VaultError(.invalidInput, "`\(adding)` is a place of the key safe already")
        }
        if let retiring = request.retiring {
            guard let index = places.firstIndex(of: retiring) else {
                throw VaultError(
                    .notFound,
                    "`\(retiring)` is no place of the key safe: these are \(places.joined(separator: ", "))"
                )
            }
            guard places.count > 1 || request.adding != nil else {
                throw VaultError(
                    .invalidInput,
                    "this is the only place of the key safe: without it no record can be read again. Add another first"
                )
            }
            places.replaceSubrange(index...index, with: request.adding.map { [$0] } ?? [])
        } else if let adding = request.adding {
            places.append(adding)
        }
        return places
    }

    /// Refuses a change under which a token would not find its keys: they are named by the number of the place.
    func checkTokens(after places: [String]) throws {
        for (index, place) in places.enumerated() {
            guard let token = try KeySafeLocation(place).token else { continue }
            let former = keySafes.firstIndex(of: place)
            let taken = keySafes.indices.contains(index) ? try KeySafeLocation(keySafes[index]).token : nil
            let isSame = taken.map { $0.modulePath == token.modulePath && $0.token == token.token } ?? false
            guard former == index || (former == nil && !isSame) else {
                throw VaultError(
                    .invalidInput,
                    "the keys of a token are named by the number of its place, and that would change: retire with "
                        + "--replace-by, and with another token"
                )
            }
        }
    }

    /// A change as a key safe carries it out.
    func placeChange(
        _ change: KeySafeChange,
        tokens: ([KeySafeLocation]) throws -> [Int: any KeyToken]
    ) throws -> PlaceChange {
        func places(_ names: [String], _ quorum: Int) throws -> PlaceChange.Places {
            let locations = try names.map { try KeySafeLocation($0) }
            return PlaceChange.Places(
                directories: locations.map(\.directory),
                tokens: try tokens(locations),
                threshold: quorum
            )
        }
        return PlaceChange(
            id: change.id,
            former: try places(keySafes, keySafeQuorum),
            next: try places(change.places, change.quorum),
            number: change.number,
            lost: change.lost,
            acceptsWeak: acceptsWeakKeySafe
        )
    }

    /// The tokens of a controller's key safe, by the number of the place.
    func tokens(
        of controller: ControllerID,
        in locations: [KeySafeLocation],
        _ safes: SafeProviders
    ) throws -> [Int: any KeyToken] {
        var found: [Int: any KeyToken] = [:]
        for (index, location) in locations.enumerated() {
            guard let token = location.token else { continue }
            found[index] = try safes.token(token, "lethe \(vault) \(controller) \(index + 1)")
        }
        return found
    }
}
