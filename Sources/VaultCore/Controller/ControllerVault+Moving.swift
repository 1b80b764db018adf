internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How often a move is planned again because something else of one of the two patients changed meanwhile.
    private static let movingAttempts = 10

    /// Moves a record to the patient to whom it belongs, as a plan says that was shown to somebody.
    ///
    /// Record keys and openings are wrapped for places of the right patient, and the places that they had in the wrong file
    /// are destroyed. Content, history and ledger commitments stay as they are.
    ///
    /// ## Guarantee
    /// The record stands in exactly one file at every moment: leaving one and coming to the other is one transaction. From
    /// the certificate's second time on no copy made before opens it as a part of the wrong file. When this throws after that
    /// transaction, the destruction is driven forward at the next opening of the vault or the next look at its status.
    /// ## Not guaranteed
    /// Plaintext already handed to a reader; copies of the key safe made outside its custody rule. A copy from before
    /// has it in the right file once it is reconciled with the file that this leaves beside the key files.
    /// - Throws: ``VaultError`` with `denied` and the law when it may not be moved; `conflict` when the record changed since
    ///   it was shown; `pending` and `damaged` as ``erase(_:_:by:)``.
    public func move(_ plan: MovePlan, _ request: MoveRequest, by staff: StaffMember?) async throws
        -> MoveResult
    {
        let author = try requireRectifying(by: staff)
        if let obstacle = plan.obstacle {
            try await keep(plan.judged.suffix(1), as: .move, by: author)
            throw VaultError(.denied, obstacle)
        }
        do {
            return try await moveOnce(plan, request, by: author)
        } catch let error as VaultError where error.code == .conflict {
            // Somebody stored meanwhile; now they wait until it is done.
            return try await pauses.during([plan.from.number, plan.to.number]) {
                var lost = error
                for _ in 1..<Self.movingAttempts {
                    let again = try await planMove(
                        of: plan.record.record,
                        to: plan.to.id,
                        request,
                        by: author
                    )
                    guard again.isSame(as: plan) else {
                        throw VaultError(
                            .conflict,
                            "nothing was moved: the record was changed meanwhile; look at it and try again"
                        )
                    }
                    do {
                        return try await moveOnce(again, request, by: author)
                    } catch let error as VaultError where error.code == .conflict {
                        lost = error
                    }
                }
                throw lost
            }
        }
    }

    private func moveOnce(_ plan: MovePlan, _ request: MoveRequest, by author: StaffMember) async throws
        -> MoveResult
    {
        guard plan.rulebook == law.reference else {
            throw VaultError(.conflict, "other rules are in force since the law was asked; ask again")
        }
        let destroyed = try await shredGate.pass {
            let shred = try await rewrap(plan, request, by: author)
            try faults.reach(.shredFenced)
            evictReaders(of: shred)
            patients.forget(plan.from.number)
            patients.forget(plan.to.number)
            return try await destroy(shred)
        }
        let erasure = try await conclude(destroyed)
        return MoveResult(
            records: plan.records,
            versions: plan.versions,
            erasure: erasure,
            notices: plan.notices
        )
    }

    /// The one transaction of a move.
    private func rewrap(_ plan: MovePlan, _ request: MoveRequest, by author: StaffMember) async throws
        -> ShredRow
    {
        let versions = plan.items.map {
            ErasureAnnex.Version(
                record: $0.row.record,
                version: $0.row.version,
                commitment: $0.row.commitment
            )
        }
        let shred = try await draft(
            of: .moved(plan.records),
            planned: [plan.from.number: plan.from.serial, plan.to.number: plan.to.serial],
            renewing: nil,
            judged: plan.judged,
            under: plan.rulebook,
            ground: request.ground,
            move: MoveOrder(
                from: plan.from.id,
                to: plan.to.id,
                reason: request.reason,
                versions: versions
            ),
            by: author
        )
        let now = clock.now
        func statement(_ side: MoveStatement.Side) -> Statement.Event {
            .move(
                MoveStatement(
                    shred: shred.id,
                    by: author.name,
                    side: side,
                    rulebook: plan.rulebook.digest,
                    ground: request.ground
                )
            )
        }
        let corrected = try plan.items.map { try restated($0, request, by: author, at: now) }
        return try await retryingEvictions {
            let leaving = try await eventSealer(of: plan.from.number, in: plan.from.tree)
            let coming = try await eventSealer(of: plan.to.number, in: plan.to.tree)
            return try await tables.records.move(
                MoveDraft(
                    from: plan.from,
                    to: plan.to,
                    versions: corrected,
                    record: plan.record.record,
                    episode: request.episode,
                    shred: shred,
                    reseal: try await resealer(from: plan.from, to: plan.to),
                    file: { [files = facilities.keyFiles, faults] places in
                        try files.write(MoveFile(shred.request, places: places))
                        try faults.reach(.moveFiled)
                    },
                    departure: leaving.draft(of: statement(.left(versions.count)), at: now),
                    arrival: coming.draft(of: statement(.arrived(versions)), at: now)
                )
            )
        }
    }

    /// A version for the right file: that it belongs to somebody else is no longer true.
    private func restated(
        _ item: Chart.Item,
        _ request: MoveRequest,
        by author: StaffMember,
        at time: Timestamp
    ) throws -> MoveDraft.Version {
        let isMarked = item.stated.facts[Self.wrongPatient] != nil
        let facts = item.stated.stating(
            nil,
            [Self.wrongPatient: ""],
            FactAssertion(by: author.name, at: time, reason: request.ground)
        )
        return MoveDraft.Version(
            record: item.row.record,
            version: item.row.version,
            slot: item.row.slot,
            factsRevision: item.row.factsRevision,
            sealedFacts: isMarked
                ? SealedObject.seal(
                    facts.json.encoded,
                    context: context(item.row.record, item.row.version, .facts),
                    recordKey: item.key.bytes
                ).sealed : nil
        )
    }

    /// Seals under places of one patient what was sealed under places of another; runs inside ``retryingEvictions(_:)``.
    private func resealer(from: PatientRow, to: PatientRow) async throws
        -> @Sendable (MoveDraft.Sealed, [UInt8], Slot, Slot) throws -> [UInt8]
    {
        let old = try await keys.keys(of: from.number, in: from.tree)
        let new = try await keys.keys(of: to.number, in: to.tree)
        let (decisions, events) = (binding(use: Self.decisionsUse), binding(use: Self.eventUse))
        return { [self] sealed, bytes, source, target in
            func row(_ binding: KeyBinding, _ context: [UInt8]) throws -> [UInt8] {
                SealedRow.seal(
                    try SealedRow.open(bytes, key: old.key(of: source, for: binding), context: context),
                    key: try new.key(of: target, for: binding),
                    context: context
                )
            }
            switch sealed {
            case .key(let record, let version):
                let binding = binding(record, version)
                let secrets = try WrappedRecordKey(bytes: bytes).unwrap(
                    under: old.key(of: source, for: binding)
                )
                return WrappedRecordKey(wrapping: secrets, under: try new.key(of: target, for: binding)).bytes
            case .decision(let id): return try row(decisions, id.bytes)
            case .event(let id): return try row(events, id.bytes)
            }
        }
    }
}
