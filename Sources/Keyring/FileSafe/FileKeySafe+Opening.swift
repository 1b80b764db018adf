internal import VaultCrypto
public import VaultModel

extension FileKeySafe {
    /// Opens a key safe from the places that are there, brings them up to date and finishes destroying.
    ///
    /// - Parameters:
    ///   - places: all places the safe has, in the order the operator named them; missing ones are reported by
    ///     `status()` and make later punctures `pending`.
    ///   - tokens: what keeps the keys of a place, by the number of the place from 0; the others keep their own.
    ///   - dataDirectory: the vault's data directory, in which no place may lie.
    ///   - incarnation: the vault incarnation that opens it; orders are refused unless it is the adopted one.
    ///   - readOnly: whether nothing in any place may change, as in a restore drill.
    /// - Throws: `KeyringError`: `noPlace`, `foreign`, `diverged`, `damaged`, `placement`, `inUse`; `FileError`.
    public static func open(
        places: [String],
        tokens: [Int: any KeyToken] = [:],
        vault: VaultID,
        controller: ControllerID,
        dataDirectory: String,
        incarnation: IncarnationID?,
        readOnly: Bool = false,
        clock: VaultClock = .system,
        faults: FaultPlan = .none
    ) async throws -> FileKeySafe {
        let identity = SafeIdentity(vault: vault, controller: controller)
        let safe = FileKeySafe(
            identity: identity,
            places: Self.places(places, tokens, identity),
            dataDirectory: dataDirectory,
            incarnation: incarnation,
            isReadOnly: readOnly,
            clock: clock,
            faults: faults
        )
        return try await safe.opened()
    }

    /// Returns the safe once its state is in memory.
    func opened() async throws -> FileKeySafe {
        do {
            _ = try await state()
        } catch {
            // A safe that did not open holds no lock, even if someone keeps a reference to it.
            for place in places { place.releaseLock() }
            throw error
        }
        return self
    }

    /// Reads the valid state from the places and repairs them.
    func load() async throws -> LoadedState {
        var images = try await images()
        let (top, root) = try choose(&images)
        let state = try compose(top, root, images)
        for (index, image) in images.enumerated() {
            if let image { try checkArrangement(image, index, state) }
        }
        try checkPlaceCount(state)
        loaded = state
        for index in places.indices {
            standings[index].forgetConfirmations(after: state.epoch)
            guard let image = images[index] else { continue }
            settleStanding(index, image: image, state: state)
        }
        if !isReadOnly { try await repair(images, state) }
        guard let state = loaded else { throw KeyringError(.noPlace, "the key safe could not be opened") }
        return state
    }

    /// Looks into every place; what is not there is noted, what may not be is refused.
    func images() async throws -> [PlaceImage?] {
        let (dataDirectory, begin) = (dataDirectory, countingBegin)
        let results = await onPlaces(try await takeLocks()) { place, _ in
            try Self.look(place, dataDirectory: dataDirectory, countingAfter: begin)
        }
        var images: [PlaceImage?] = []
        for index in places.indices {
            switch results[index] {
            case .success(let (image, finding)):
                images.append(expects.map { image.keeping($0, in: index) } ?? image)
                findings[index] = finding
            case .failure(let error as KeyringError) where ![.io, .damaged, .token].contains(error.code):
                throw error
            case .failure(let error):
                images.append(nil)
                standings[index].condition = .unavailable(Self.reason(error))
            case nil:
                images.append(nil)
            }
        }
        return images
    }

    /// Takes every place that is there for this process and returns those that may be worked on.
    ///
    /// - Throws: `KeyringError` with code `inUse` when another process has one.
    func takeLocks() async throws -> [Int] {
        var taken: [Int] = []
        for (index, place) in places.enumerated() {
            do {
                if isReadOnly { try place.announceReader() } else { try await place.takeLock() }
                taken.append(index)
            } catch {
                guard error.code == .io else { throw error }
                standings[index].condition = .unavailable(error.message)
            }
        }
        return taken
    }

    /// Checks where a place lies and reads it.
    static func look(
        _ place: Place,
        dataDirectory: String,
        countingAfter begin: Timestamp
    ) throws -> (PlaceImage, Placement.Finding) {
        guard try FileSystem.exists(place.folder) else {
            throw KeyringError(.io, "there is no key safe of this controller in \(place.label)")
        }
        let custody = try? place.readCustody()
        let finding = try Placement.check(
            place,
            dataDirectory: dataDirectory,
            acceptsWeak: custody?.acceptsWeak ?? false
        )
        return (try place.inspect(countingAfter: begin), finding)
    }

    /// Puts the state in memory together and checks that every place's history leads to it.
    private func compose(_ top: TopKeyState, _ root: RootPage, _ images: [PlaceImage?]) throws -> LoadedState
    {
        let store = PageStore(
            identity: identity,
            capacity: Self.openedEntries,
            sources: places.map { place in { place.readPage($0) } }
        )
        let (punctures, heads, lines) = try history(of: top, images)
        var recent = RecentUse()
        for line in lines where line.epoch <= top.state.epoch { recent.add(line.use, at: line.at) }
        var live = LivePages()
        live.insert(top.root, first: nil)
        try PageTree(root: root.page, store: store).visitLinks { link in
            live.insert(link.location, first: link.first)
        }
        var requests: [RequestID: Epoch] = [:]
        requests.reserveCapacity(heads.count)
        for (index, head) in heads.enumerated() { requests[head.request] = Epoch(UInt64(index) + 1) }
        return LoadedState(
            top: top,
            root: root,
            store: store,
            live: live,
            punctures: punctures,
            requests: requests,
            punctureCount: heads.count { $0.isPuncture },
            journal: try Self.longestJournal(images, header: ChainedLog.header(.journal, identity)),
            marks: try Self.merged(images.compactMap(\.?.marks)),
            custody: try Self.merged(images.compactMap(\.?.custody)),
            limits: try Self.merged(images.compactMap(\.?.limits)),
            waiting: images.compactMap(\.?.waiting).reduce(WaitingList()) { $0.merged(with: $1) },
            recent: recent
        )
    }

    /// Opens the root page of a state from whichever place holds it intact.
    func openRoot(_ top: TopKeyState, in places: [Place]) throws -> RootPage {
        for place in places {
            guard let sealed = place.readPage(top.root),
                let root = try? RootPage(
                    opening: sealed,
                    under: top.topKey.bytes,
                    identity: identity,
                    state: top.state
                )
            else { continue }
            return root
        }
        throw PageBox.damaged
    }

    /// Finds the list of epochs that leads to a state and checks every other state against it.
    private func history(
        of top: TopKeyState,
        _ images: [PlaceImage?]
    ) throws -> (LogIndex, ArraySlice<PunctureHead>, [RecentLine]) {
        let epoch = Int(top.state.epoch.rawValue)
        let others = openableStates(images, top.quorum)
        for (place, image) in zip(places, images) {
            guard var index = image?.punctures, let heads = image?.heads, index.count >= epoch else {
                continue
            }
            func state(_ number: Int) throws -> StateName? {
                PunctureRecord(payload: try place.payload(.punctures, index, number - 1))?.state
            }
            guard try state(epoch) == top.state else { continue }
            for other in others {
                guard try state(Int(other.epoch.rawValue)) == other else {
                    throw KeyringError.diverged
                }
            }
            guard let digest = try place.digest(.punctures, index, epoch - 1) else { continue }
            // Lines behind the valid epoch come from an attempt that was given up.
            index.cut(to: epoch, digest: digest)
            return (index, heads.prefix(epoch), image?.recent ?? [])
        }
        throw KeyringError.damaged(
            "no place of the key safe has the list of its changes: put back the files of a place that has"
        )
    }

    private static func longestJournal(_ images: [PlaceImage?], header: [UInt8]) throws -> LogIndex {
        guard let journal = images.compactMap(\.?.journal).max(by: { $0.count < $1.count }) else {
            throw KeyringError.damaged(
                "no place of the key safe has its journal: put back the file of a place"
            )
        }
        return journal
    }

    private static func merged(_ marks: [Marks]) throws -> Marks {
        guard let first = marks.first else {
            throw KeyringError.damaged("no place of the key safe has its marks: put back the file of a place")
        }
        return try marks.dropFirst().reduce(first) { try $0.merged(with: $1) }
    }

    private static func merged(_ custody: [Custody]) throws -> Custody {
        custody.dropFirst().reduce(custody.first ?? Custody(acceptsWeak: true, declaration: nil)) {
            $0.merged(with: $1)
        }
    }

    private static func merged(_ limits: [SafeLimits]) throws -> SafeLimits {
        guard let first = limits.first else {
            throw KeyringError.damaged(
                "no place of the key safe has its limits: put back the file of a place"
            )
        }
        return limits.dropFirst().reduce(first) { $0.merged(with: $1) }
    }

    /// Refuses a place from before the places changed last: every place of now knows of that change.
    func checkArrangement(_ image: PlaceImage, _ index: Int, _ state: LoadedState) throws {
        guard expects == nil, let marks = image.marks, marks.arrangement < state.marks.arrangement else {
            return
        }
        throw KeyringError(
            .placement,
            "\(places[index].label) is not a place of this key safe any more: name the places of now, and destroy this one"
        )
    }

    private func checkPlaceCount(_ state: LoadedState) throws {
        guard expects != nil || state.marks.places == places.count else {
            throw KeyringError(
                .placement,
                "the key safe has \(state.marks.places) places and \(places.count) were named: name all of them"
            )
        }
    }

    static let olderState = "it holds an older state of the key safe"

    /// Notes how a place stands before anything is repaired.
    private func settleStanding(_ index: Int, image: PlaceImage, state: LoadedState) {
        guard let sector = image.sectors.firstIndex(where: { $0?.state == state.top.state }) else {
            standings[index].condition = .unavailable(Self.olderState)
            return
        }
        standings[index].condition =
            image.sectors[1 - sector] == nil && isReadOnly
            ? .current(sector: sector) : .undestroyed(sector: sector)
    }
}
