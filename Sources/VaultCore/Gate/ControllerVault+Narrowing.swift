internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// The entries of the key safe's journal that the database does not know.
    func unknownNarrowings() async throws -> [JournalEntry] {
        let known = try await tables.gate.narrowings()
        guard try await facilities.keySafe.status().journalLength > Int64(known.count) else { return [] }
        return try await facilities.keySafe.journal(after: 0).filter { !known.contains($0.number) }
    }

    /// Refuses a replica that does not know yet of an erasure, or of anything else that narrows what may be shown.
    ///
    /// - Throws: ``VaultError/Code/unusable``.
    func requireUpToDate() async throws {
        let ancestry = Ancestry(tables: tables, keySafe: facilities.keySafe)
        guard try await ancestry.unknownErasures().isEmpty, try await unknownNarrowings().isEmpty else {
            throw VaultError(
                .unusable,
                "the replica is behind the first server: it does not know the newest erasure, hold or revocation; try again"
            )
        }
    }

    /// Repeats every event of the journal that the database does not know: after a crash, or on an older database.
    ///
    /// What was done already changes nothing. What cannot be done any more, since what it was about is not here, counts as
    /// lost.
    func repeatNarrowings() async throws {
        for entry in try await unknownNarrowings() {
            let isDone: Bool
            do {
                isDone = try await perform(event(of: entry))
            } catch let error as KeyringError where error.code == .punctured {
                // It went with what it was about.
                isDone = false
            } catch let error as VaultError
                where [.notFound, .erased, .closed, .denied, .damaged, .invalidInput, .invalidRules].contains(
                    error.code
                )
            {
                logger.warning("an entry of the key safe's journal cannot be repeated: \(error)")
                isDone = false
            }
            try await tables.gate.note(narrowing: entry.number, entry.id, as: isDone ? .repeated : .lost)
            try faults.reach(.gateNarrowingRepeated)
        }
    }

    private func event(of entry: JournalEntry) async throws -> Narrowing {
        try await retryingEvictions {
            let keys = try await keys.keys(of: entry.slot.patient, in: entry.tree)
            return try Narrowing(
                decoding: SealedRow.open(
                    entry.sealed,
                    key: keys.key(of: entry.slot, for: binding(use: Self.journalUse)),
                    context: entry.id.bytes
                )
            )
        }
    }

    /// - Returns: Whether it holds now.
    private func perform(_ event: Narrowing) async throws -> Bool {
        switch event {
        case .facts(let facts): try await restate(facts)
        case .revocation(let staff): try await revoke(staff)
        case .rulebook(let rules): try await publish(rules)
        }
    }

    /// States them where they stood; a whole file's on each record when the one that says who the patient is was lost.
    private func restate(_ facts: Narrowing.Facts) async throws -> Bool {
        guard let patient = try await tables.patients.patient(facts.patient), patient.state == .active,
            let author = StaffMember(facts.assertion.by)
        else { return false }
        var targets = facts.record.map { [$0] } ?? [patient.identity].compactMap(\.self)
        if facts.record == nil, let identity = patient.identity,
            try await tables.records.version(nil, of: identity) == nil
        {
            targets = Set(try await chart(of: patient).items.map(\.row.record)).sorted {
                $0.description < $1.description
            }
        }
        for record in targets {
            try await restate(record, stating: facts.facts, facts.assertion, by: author)
        }
        return !targets.isEmpty
    }

    private func revoke(_ staff: StaffID) async throws -> Bool {
        guard let entry = directory.entry(staff) else { return false }
        if entry.isInOffice { try await putOutOfOffice(entry) }
        return true
    }

    private func publish(_ rules: Narrowing.Rules) async throws -> Bool {
        // Whoever was revoked since signed while in office.
        guard SHA256.hash(rules.archive) == rules.digest,
            isGenuine(rules.author, of: rules.row, as: .policyAuthor),
            isGenuine(rules.approver, of: rules.row, as: .policyApprover)
        else { return false }
        var row: PublicationRow
        if let known = try await tables.rulebooks.publications().first(where: { $0.author == rules.author }) {
            row = known
        } else {
            let number = try await tables.rulebooks.sign(
                rules.digest,
                archive: rules.archive,
                activeFrom: rules.activeFrom,
                author: rules.author
            )
            row = try await publication(number)
        }
        if row.state == .signed {
            try await tables.rulebooks.approve(row.number, by: rules.approver)
            row = try await publication(row.number)
        }
        if row.state == .approved {
            try await publish(row, by: .init(author: rules.author.staff, approver: rules.approver.staff))
        }
        return true
    }
}

extension Narrowing.Rules {
    /// The publication that was signed.
    fileprivate var row: PublicationRow {
        PublicationRow(
            number: 0,
            digest: digest,
            activeFrom: activeFrom,
            state: .approved,
            author: author,
            approver: approver,
            event: nil,
            publishedAt: nil,
            entry: nil
        )
    }
}
