internal import VaultCrypto
internal import VaultModel

extension FileKeySafe {
    /// Destroys what is pending in places that came back, brings them up to date, and says how the safe stands.
    public func settle() async throws -> KeySafeStatus {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateWithinGate()
        if !isReadOnly { try await settleWithinGate(state) }
        return try await statusWithinGate()
    }

    /// Tries once more if a place is not as it should be; what fails stays reported.
    func settleWithinGate(_ state: LoadedState) async throws {
        guard standings.contains(where: { !$0.isCurrent }) else { return }
        var state = state
        var images: [PlaceImage?] = places.map { _ in nil }
        let (dataDirectory, begin) = (dataDirectory, countingBegin)
        let results = await onPlaces(try await takeLocks()) { place, _ in
            try Self.look(place, dataDirectory: dataDirectory, countingAfter: begin)
        }
        for index in places.indices {
            do {
                guard let (found, finding) = try results[index]?.get() else { continue }
                var image = expects.map { found.keeping($0, in: index) } ?? found
                try checkMember(image, index)
                try checkArrangement(image, index, state)
                image.dropFalse(state.top, in: index)
                try adopt(image, into: &state)
                findings[index] = finding
                images[index] = image
            } catch {
                standings[index].condition = .unavailable(Self.reason(error))
            }
        }
        loaded = state
        guard openableStates(images, state.top.quorum).allSatisfy({ $0.epoch <= state.epoch }) else {
            // Enough places came back with a newer state.
            loaded = nil
            _ = try await load()
            return
        }
        try await repair(images, state)
    }

    /// Brings places to the valid state and destroys whatever else they hold.
    ///
    /// With shares the places that lack it come first: an older state goes only when enough hold the valid one.
    func repair(_ images: [PlaceImage?], _ state: LoadedState) async throws {
        var tasks = repairs(images, state)
        let waits = state.top.quorum.threshold > 1
        let first = tasks.filter { !$0.value.holdsState || !waits }
        await carryOut(first, state)
        guard waits else { return }
        for index in first.keys { tasks[index] = nil }
        if standings.count(where: { $0.sector != nil }) < state.top.quorum.needed {
            for (index, task) in tasks where task.hasOlder { tasks[index]?.keepsOther = true }
        }
        await carryOut(tasks, state)
    }

    private func carryOut(_ tasks: [Int: PlaceRepair], _ state: LoadedState) async {
        // A repair removes whatever the valid state does not use.
        ahead = nil
        let results = await onPlaces(Array(tasks.keys)) { place, index in
            guard let task = tasks[index] else { return String?.none }
            return try place.carryOut(task)
        }
        for (index, result) in results {
            guard let task = tasks[index] else { continue }
            switch result {
            case .success(let complaint):
                standings[index].complaint = complaint
                guard !task.keepsOther else {
                    standings[index].condition = .undestroyed(sector: task.sector)
                    continue
                }
                standings[index].condition = .current(sector: task.sector)
                standings[index].confirm(state.epoch, at: clock.now)
            case .failure(let error):
                if standings[index].sector == nil || !task.holdsState {
                    standings[index].condition = .unavailable(Self.reason(error))
                }
            }
        }
    }

    /// What each place needs; a place that holds the valid state gives to those that do not.
    private func repairs(_ images: [PlaceImage?], _ state: LoadedState) -> [Int: PlaceRepair] {
        var tasks: [Int: PlaceRepair] = [:]
        let newer = newerStates(images, state)
        for (index, image) in images.enumerated() {
            guard let image else { continue }
            let held = image.sectors.firstIndex { $0?.state == state.top.state }
            let own = image.sectors.indices.filter { isKnown(image.sectors[$0]?.state, state) }
                .max { (epoch(image, $0) ?? Epoch(0)) < (epoch(image, $1) ?? Epoch(0)) }
            // An older state stays readable until the new one is durable: it is written over the other sector.
            let target = held ?? image.sectors.firstIndex { $0 == nil } ?? own.map { 1 - $0 } ?? 1
            let mayBeNewer = image.sectors.contains { $0.map { newer.contains($0.state) } ?? false }
            if mayBeNewer, held == nil {
                standings[index].condition = .unavailable("it holds a newer state that too few places know")
                continue
            }
            tasks[index] = PlaceRepair(
                state: state.top.sector(for: index),
                sector: target,
                holdsState: held != nil,
                hasOlder: epoch(image, 1 - target).map { $0 < state.epoch } ?? false,
                keepsOther: mayBeNewer,
                ownEpoch: own.flatMap { epoch(image, $0) },
                pageEnds: state.live.ends,
                punctures: state.punctures,
                ownPunctures: image.punctures,
                journal: state.journal,
                ownJournal: image.journal,
                marks: image.marks == state.marks ? nil : state.marks,
                custody: image.custody == state.custody ? nil : state.custody,
                limits: image.limits == state.limits ? nil : state.limits,
                waiting: image.waiting == state.waiting ? nil : state.waiting,
                others: places.indices.filter { $0 != index }.map { places[$0] }
            )
        }
        return tasks
    }

    private func epoch(_ image: PlaceImage, _ sector: Int) -> Epoch? { image.sectors[sector]?.state.epoch }

    /// Whether the list of epochs leads through a state, so that the pages written with it are the right ones.
    private func isKnown(_ name: StateName?, _ state: LoadedState) -> Bool {
        guard let name, name.epoch <= state.epoch else { return false }
        if name == state.top.state { return true }
        return (try? record(Int(name.epoch.rawValue) - 1, of: state).state) == name
    }

    /// Takes over what a place knows that the others do not: a longer journal, later marks, a declaration.
    ///
    /// - Throws: `KeyringError` with code `diverged` when it came back with another history.
    private func adopt(_ image: PlaceImage, into state: inout LoadedState) throws {
        // A single share of another history opens nothing: it comes from an attempt that was given up.
        let states = state.top.quorum.threshold > 1 ? [] : image.sectors.compactMap(\.self)
        for sector in states {
            guard sector.state.epoch <= state.epoch,
                try record(Int(sector.state.epoch.rawValue) - 1, of: state).state == sector.state
            else { throw KeyringError.diverged }
        }
        if let marks = image.marks { state.marks = try state.marks.merged(with: marks) }
        if let custody = image.custody { state.custody = state.custody.merged(with: custody) }
        if let limits = image.limits { state.limits = state.limits.merged(with: limits) }
        if let waiting = image.waiting { state.waiting = state.waiting.merged(with: waiting) }
        if let journal = image.journal, journal.count > state.journal.count { state.journal = journal }
    }
}
