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
                guard let (image, finding) = try results[index]?.get() else { continue }
                try adopt(image, into: &state)
                findings[index] = finding
                images[index] = image
            } catch {
                standings[index].condition = .unavailable(Self.reason(error))
            }
        }
        loaded = state
        try await repair(images, state)
    }

    /// Brings places to the valid state and destroys whatever else they hold.
    func repair(_ images: [PlaceImage?], _ state: LoadedState) async throws {
        let tasks = repairs(images, state)
        let results = await onPlaces(Array(tasks.keys)) { place, index in
            guard let task = tasks[index] else { return String?.none }
            return try place.carryOut(task)
        }
        for (index, result) in results {
            switch result {
            case .success(let complaint):
                standings[index].condition = .current(sector: tasks[index]?.sector ?? 0)
                standings[index].complaint = complaint
                standings[index].confirm(state.epoch, at: clock.now)
            case .failure(let error):
                if standings[index].sector == nil {
                    standings[index].condition = .unavailable(Self.reason(error))
                }
            }
        }
    }

    /// What each place needs; a place that holds the valid state gives to those that do not.
    private func repairs(_ images: [PlaceImage?], _ state: LoadedState) -> [Int: PlaceRepair] {
        var tasks: [Int: PlaceRepair] = [:]
        for (index, image) in images.enumerated() {
            guard let image else { continue }
            let held = image.sectors.firstIndex { $0?.state == state.sector.state }
            // An older state stays readable until the new one is durable: it is written over the other sector.
            let target = held ?? (image.sectors[0] == nil ? 0 : 1)
            tasks[index] = PlaceRepair(
                state: state.sector,
                sector: target,
                holdsState: held != nil,
                ownEpoch: image.sectors.compactMap { $0?.state.epoch }.max(),
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

    /// Takes over what a place knows that the others do not: a longer journal, later marks, a declaration.
    ///
    /// - Throws: `KeyringError` with code `diverged` when it came back with another history.
    private func adopt(_ image: PlaceImage, into state: inout LoadedState) throws {
        for sector in image.sectors.compactMap(\.self) {
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
