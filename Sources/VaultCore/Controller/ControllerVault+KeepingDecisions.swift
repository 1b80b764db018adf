internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// What kept decisions are sealed for.
    private static let decisionsUse = "decisions"

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
        return try await DecisionFile(decoding: openDecision(row))
    }

    /// The decisions kept about the versions of a record, by time.
    ///
    /// They are the record's access log: the rules are asked about that class, and the record itself may be restricted.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func decisions(
        of record: RecordID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [DecisionFile] {
        try require(requireReader(staff, for: purpose), mayOpen: RecordFacts(recordClass: .accessLog))
        _ = try await readableVersion(nil, of: record)
        let slots = try await tables.records.versions(of: record).map(\.slot)
        return try await tables.decisions.decisions(at: slots)
            .asyncMap { try await DecisionFile(decoding: openDecision($0)) }
            .sorted { ($0.at, $0.id) < ($1.at, $1.id) }
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
        guard !isReadOnly else { return }
        try await tables.decisions.keep(
            verdicts.asyncMap { verdict in
                let file = DecisionFile(verdict, action, by: staff.name, at: clock.now)
                return try await seal(
                    file.encoded,
                    as: file.id,
                    on: file.asOf,
                    at: version.slot,
                    tree: version.tree
                )
            }
        )
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
        let key = try await keys.wrapKey(
            for: row.slot,
            tree: row.tree,
            binding: binding(use: Self.decisionsUse)
        )
        return try SealedRow.open(row.sealedDetail, key: key, context: row.id.bytes)
    }
}
