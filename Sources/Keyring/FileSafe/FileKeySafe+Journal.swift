internal import VaultCrypto
public import VaultModel

/// What is kept beside the states: journal, marks, declaration.
extension FileKeySafe {
    /// Appends an entry to the narrowing journal and returns its number once it is durable.
    public func appendJournal(_ entry: JournalEntry) async throws -> Int64 {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        guard entry.sealed.count <= JournalEntry.maximumSize else {
            throw KeyringError(.request, "a journal entry has at most \(JournalEntry.maximumSize) bytes")
        }
        let number = Int64(state.journal.count) + 1
        let record = ChainedLog.record(
            JournalRecord.payload(of: entry, number: number),
            after: state.journal.last
        )
        let end = state.journal.end
        try await inUsablePlaces { try $0.append(record.bytes, to: .journal, at: end) }
        loaded?.journal.append(size: record.bytes.count, digest: record.digest)
        try faults.reach(.safeJournalAppended)
        return number
    }

    /// Returns the journal's entries after a number.
    public func journal(after number: Int64) async throws -> [JournalEntry] {
        let state = try await state()
        let first = Int(max(number, 0))
        guard first < state.journal.count else { return [] }
        return try (first..<state.journal.count).map { index in
            let payload = try firstSuccess { try $0.payload(.journal, state.journal, index) }
            guard let entry = JournalRecord.entry(payload), entry.number == Int64(index) + 1 else {
                throw KeyringError.damaged("the journal is not what was written")
            }
            return entry
        }
    }

    /// Hands out patient numbers that were never handed out before.
    public func leasePatientNumbers(_ count: Int) async throws -> Range<UInt64> {
        await gate.enter()
        defer { gate.leave() }
        var marks = try await stateForOwner().marks
        guard count > 0, marks.patients + UInt64(count) <= PatientNumber.maximum.rawValue + 1 else {
            throw KeyringError(.exhausted, "so many patient numbers are not left")
        }
        let first = marks.patients
        marks.patients += UInt64(count)
        try await write(marks)
        return first..<marks.patients
    }

    /// How far the mark of serials is raised at a time.
    ///
    /// Every restore gives up what is left of a block in every patient's file: there is room for 511.
    public static let serialBlock: UInt32 = 1 << 14

    /// Raises the mark that no patient's serials have reached by one block.
    public func raiseSerials() async throws -> Range<UInt32> {
        await gate.enter()
        defer { gate.leave() }
        var marks = try await stateForOwner().marks
        guard marks.serials + Self.serialBlock <= Slot.maximumSerial + 1 else {
            throw KeyringError(.exhausted, "the serials of patients' slots are used up")
        }
        let first = marks.serials
        marks.serials += Self.serialBlock
        try await write(marks)
        return first..<marks.serials
    }

    /// Makes a vault incarnation the only one that is obeyed.
    public func adopt(_ incarnation: IncarnationID) async throws {
        await gate.enter()
        defer { gate.leave() }
        var marks = try await stateWithinGate().marks
        guard !isReadOnly else { throw KeyringError.readOnly }
        self.incarnation = incarnation
        guard marks.incarnation != incarnation else { return }
        marks.incarnation = incarnation
        marks.adoption += 1
        try await write(marks)
    }

    /// Stores the custody declaration, which is printed on certificates from then on.
    ///
    /// - Throws: `KeyringError` with code `request` when name or statement is empty, too long or not one line.
    public func declare(_ declaration: CustodyDeclaration) async throws {
        await gate.enter()
        defer { gate.leave() }
        var custody = try await stateForOwner().custody
        guard declaration.isPrintable else {
            throw KeyringError(
                .request,
                "a declaration needs a name of at most 200 characters and a statement of at most 4000, each one line "
                    + "without control characters"
            )
        }
        custody.declaration = declaration
        let written = custody
        try await inUsablePlaces { try $0.writeCustody(written) }
        loaded?.custody = written
    }

    private func write(_ marks: Marks) async throws {
        try await inUsablePlaces { try $0.writeMarks(marks) }
        loaded?.marks = marks
        try faults.reach(.safeMarkRaised)
    }

    /// Writes something small in every place that can be used; one that fails is reported from then on.
    ///
    /// - Throws: What a place threw, when too few could; the state is read anew then.
    func inUsablePlaces(_ body: @escaping @Sendable (Place) throws -> Void) async throws {
        let usable = places.indices.filter { standings[$0].sector != nil }
        let results = await onPlaces(usable) { place, _ in try body(place) }
        var failure: any Error = KeyringError(.noPlace, "no place of the key safe can be used now")
        var done = 0
        for (index, result) in results {
            switch result {
            case .success: done += 1
            case .failure(let error):
                failure = error
                standings[index].condition = .unavailable(Self.reason(error))
            }
        }
        guard done >= loaded?.top.quorum.noting ?? 1 else {
            loaded = nil
            throw failure
        }
    }
}
