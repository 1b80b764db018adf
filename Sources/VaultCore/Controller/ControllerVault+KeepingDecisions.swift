internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// What kept decisions are sealed for.
    static let decisionsUse = "decisions"

    /// Opens a kept decision, so that it can be made again and compared.
    ///
    /// Opening it is not reading: it reaches the rules and what explains them.
    /// - Throws: ``VaultError`` with `notFound`, also when what it was about is erased.
    public func decision(_ id: DecisionID) async throws -> DecisionFile {
        guard let row = try await tables.decisions.decision(id) else {
            throw VaultError(
                .notFound,
                "there is no such decision; it may have gone with the record it was about"
            )
        }
        guard row.slot.serial != 0 else {
            throw VaultError(
                .invalidInput,
                "this is a listing; it holds no facts of records to ask about again"
            )
        }
        return try await DecisionFile(decoding: openDecision(row))
    }

    /// What the rules were asked about a record, by time: when it was stored, read, changed, and listed with others.
    ///
    /// It is the record's access log: the rules are asked about that class, and the record itself may be restricted.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func decisions(
        of record: RecordID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [KeptDecision] {
        try require(requireReader(staff, for: purpose), maySee: .accessLog)
        let patient = try await readableVersion(nil, of: record).0.patient
        let versions = try await tables.records.versions(of: record)
        let stored = try await versions.asyncMap { version in
            storing(version, try open(version, key: await unwrap(version).bytes).metadata)
        }
        let numbers = Dictionary(
            versions.map { ($0.slot, $0.version) },
            uniquingKeysWith: { first, _ in first }
        )
        let scope = try Self.scope(of: patient)
        let kept = try await tables.decisions.decisions(at: versions.map(\.slot) + [scope])
            .asyncMap { row -> KeptDecision? in
                let content = try await openDecision(row)
                guard row.slot != scope else {
                    return line(try ListingFile(decoding: content), about: versions.map(\.slot))
                }
                let file = try DecisionFile(decoding: content)
                return KeptDecision(
                    id: file.id,
                    at: file.at,
                    action: file.action,
                    actor: file.actor,
                    version: numbers[row.slot],
                    outcome: file.answer.outcome.rawValue,
                    file: file
                )
            }
        // What is of one second stays in the order of storing.
        return (stored + kept).compactMap(\.self).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// What was said when a version was stored.
    private func storing(_ version: VersionRow, _ metadata: VersionMetadata) -> KeptDecision? {
        metadata.decision.map { decision in
            KeptDecision(
                id: nil,
                at: metadata.storedAt,
                action: version.version == .first ? .store : .amend,
                actor: metadata.author,
                version: version.version,
                outcome: decision.outcome.rawValue,
                file: nil
            )
        }
    }

    /// What a listing said about a record; `nil` when it was not in it.
    private func line(_ listing: ListingFile, about slots: [Slot]) -> KeptDecision? {
        let isShown = slots.contains { listing.shown.contains($0.serial) }
        guard isShown || slots.contains(where: { listing.withheld.contains($0.serial) }) else { return nil }
        return KeptDecision(
            id: listing.id,
            at: listing.at,
            action: listing.action,
            actor: listing.actor,
            version: nil,
            outcome: isShown ? "shown" : "withheld",
            file: nil
        )
    }

    /// Whether what is said is kept: not in a restore drill.
    ///
    /// From a replica nothing is shown that would have to be kept.
    /// - Throws: ``VaultError/Code/denied`` for a replica.
    private func keepsDecisions() throws -> Bool {
        guard !isReplica else {
            throw VaultError(.denied, "documents are read from the first server alone; leave --replica out")
        }
        return !isReadOnly
    }

    /// Keeps what was said about a version, in one statement; a restore drill keeps nothing.
    ///
    /// - Throws: ``VaultError/Code/closed`` when an erasure has begun meanwhile.
    func keep(
        _ verdicts: [Verdict],
        as action: DecisionAction,
        by staff: StaffMember,
        about version: VersionRow
    ) async throws {
        guard try keepsDecisions() else { return }
        try await retryingSeals(of: version.slot.patient, version.tree) { tree in
            try await tables.decisions.keep(
                rows(for: verdicts, as: action, by: staff, about: version, in: tree)
            )
        }
    }

    /// Keeps what was said about several versions, one statement for each patient.
    func keep(_ judged: [JudgedVersion], as action: DecisionAction, by staff: StaffMember) async throws {
        guard try keepsDecisions() else { return }
        for (patient, versions) in Dictionary(grouping: judged, by: \.slot.patient) {
            try await retryingSeals(of: patient, versions[0].tree) { tree in
                try await tables.decisions.keep(
                    versions.asyncMap { version in
                        let file = DecisionFile(version.verdict, action, by: staff.name, at: clock.now)
                        return try await seal(
                            file.encoded,
                            as: file.id,
                            on: file.asOf,
                            at: version.slot,
                            tree: tree
                        )
                    }
                )
            }
        }
    }

    /// What was said about a version, sealed to be kept.
    func rows(
        for verdicts: [Verdict],
        as action: DecisionAction,
        by staff: StaffMember,
        about version: VersionRow,
        in tree: TreeNumber
    ) async throws -> [DecisionRow] {
        try await verdicts.asyncMap { verdict in
            let file = DecisionFile(verdict, action, by: staff.name, at: clock.now)
            return try await seal(
                file.encoded,
                as: file.id,
                on: file.asOf,
                at: version.slot,
                tree: tree
            )
        }
    }

    /// Does work that seals under a patient's keys, again when they were moved to another tree meanwhile.
    private func retryingSeals(
        of patient: PatientNumber,
        _ tree: TreeNumber,
        _ work: (TreeNumber) async throws -> Void
    ) async throws {
        do {
            try await work(tree)
        } catch let error where Self.isMoved(error) {
            let now = try await tables.patients.tree(of: patient)
            guard now != tree else { throw error }
            try await work(now)
        }
    }

    /// Whether somebody lost their keys to a move.
    static func isMoved(_ error: any Error) -> Bool {
        error is KeysRenewed || (error as? KeyringError)?.code == .punctured
    }

    /// The same for a version that has no slot yet; it is sealed once there is one.
    ///
    /// Whoever writes it does so inside ``retryingEvictions(_:)``.
    func row(
        for verdict: Verdict,
        as action: DecisionAction,
        by staff: StaffMember,
        of patient: PatientRow
    ) async throws -> @Sendable (Slot) throws -> DecisionRow {
        let file = DecisionFile(verdict, action, by: staff.name, at: clock.now)
        let keys = try await keys.keys(of: patient.number, in: patient.tree)
        let binding = binding(use: Self.decisionsUse)
        return { slot in
            DecisionRow(
                id: file.id,
                slot: slot,
                tree: patient.tree,
                decidedOn: file.asOf,
                sealedDetail: SealedRow.seal(
                    file.encoded,
                    key: try keys.key(of: slot, for: binding),
                    context: file.id.bytes
                )
            )
        }
    }

    /// Keeps a line about what somebody was shown of a patient's file; a restore drill keeps nothing.
    ///
    /// - Throws: ``VaultError/Code/closed`` when an erasure has begun meanwhile.
    func keep(_ listing: ListingFile, of patient: PatientRow) async throws {
        guard try keepsDecisions() else { return }
        try await retryingSeals(of: patient.number, patient.tree) { tree in
            let row = try await seal(
                listing.encoded,
                as: listing.id,
                on: listing.at.day,
                at: Self.scope(of: patient),
                tree: tree
            )
            try await tables.decisions.keep([row])
        }
    }

    /// The slot that goes only with the patient.
    private static func scope(of patient: PatientRow) throws -> Slot {
        guard let slot = Slot(patient: patient.number, serial: 0) else {
            throw VaultError(.damaged, "a patient's scope slot cannot be formed")
        }
        return slot
    }

    /// Seals a decision for the slot it goes with.
    func seal(_ content: [UInt8], as id: DecisionID, on day: Day, at slot: Slot, tree: TreeNumber)
        async throws -> DecisionRow
    {
        let key = try await keys.wrapKey(for: slot, tree: tree, binding: binding(use: Self.decisionsUse))
        return DecisionRow(
            id: id,
            slot: slot,
            tree: tree,
            decidedOn: day,
            sealedDetail: SealedRow.seal(content, key: key, context: id.bytes)
        )
    }

    func openDecision(_ row: DecisionRow) async throws -> [UInt8] {
        do {
            let key = try await keys.wrapKey(
                for: row.slot,
                tree: row.tree,
                binding: binding(use: Self.decisionsUse)
            )
            return try SealedRow.open(row.sealedDetail, key: key, context: row.id.bytes)
        } catch let error as KeyringError where error.code == .punctured {
            // A key renewal may have moved it since the row was read.
            guard let moved = try await tables.decisions.decision(row.id), moved.tree != row.tree else {
                throw error
            }
            return try await openDecision(moved)
        }
    }
}
