internal import Evidence
internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    static let shredUse = "shred"

    /// How often an erasure is planned again because the records changed meanwhile.
    private static let planningAttempts = 10

    /// Erases a patient with everything that is theirs, or all versions of records, and certifies it.
    ///
    /// ## Guarantee
    /// When this returns, the keys are destroyed in every place of the key safe, nothing of them is left in the
    /// database, the caches and the blob store, and the certificate says so. When it throws after the fence, the
    /// erasure is driven forward at the next opening of the vault or the next call.
    /// ## Not guaranteed
    /// Plaintext already handed to a reader; copies of the key safe made outside its custody rule.
    /// - Throws: ``VaultError`` with `denied` and the law when nothing may be erased; `notFound`, `erased`, `closed`,
    ///   `invalidInput`; `pending` when a place of the key safe has not confirmed; `damaged` when something was found
    ///   left.
    public func erase(
        _ scope: ShredScope,
        _ request: ErasureRequest,
        by staff: StaffMember?
    ) async throws -> ErasureResult {
        let author = try requireErasing(by: staff)
        return try await observing(.shred) {
            let (shreds, plan) = try await shredGate.pass {
                let (fenced, plan) = try await planAndFence(scope.withoutRepeats, request, by: author)
                return (try await destroy(fenced, of: plan, by: author), plan)
            }
            return try await conclude(shreds, of: plan)
        }
    }

    /// Erases what a plan says and nothing else, as it was shown to somebody.
    ///
    /// - Throws: As ``erase(_:_:by:)``, and ``VaultError/Code/conflict`` when the records changed since.
    public func erase(
        planned plan: ErasurePlan,
        _ request: ErasureRequest,
        by staff: StaffMember?
    ) async throws -> ErasureResult {
        let author = try requireErasing(by: staff)
        return try await observing(.shred) {
            guard let allowed = plan.scope else { throw try await keepingRefusal(of: plan, by: author) }
            let shreds = try await shredGate.pass {
                let fenced = try await fence(allowed, plan, ground: request.ground, by: author)
                return try await destroy(fenced, of: plan, by: author)
            }
            return try await conclude(shreds, of: plan)
        }
    }

    /// Destroys what a plan has closed.
    private func destroy(_ fenced: Fenced, of plan: ErasurePlan, by author: StaffMember) async throws
        -> [DestroyedShred]
    {
        do {
            try faults.reach(.shredFenced)
        } catch {
            await fenced.ahead?.abandon(error)
            throw error
        }
        for shred in fenced.shreds { evictReaders(of: shred) }
        // Beside the rest: it may wait for a connection, of which the record holds one until the keys are destroyed.
        async let kept: Void = keepRefusals(of: plan, by: author)
        var destroyed: [DestroyedShred] = []
        do {
            for shred in fenced.shreds { destroyed.append(try await destroy(shred, fenced.ahead)) }
        } catch {
            await kept
            throw error
        }
        await kept
        return destroyed
    }

    private func conclude(_ shreds: [DestroyedShred], of plan: ErasurePlan) async throws -> ErasureResult {
        let results = try await conclude(shreds)
        guard let first = results.first else {
            throw VaultError(.damaged, "an erasure was planned that takes nothing")
        }
        return first.and(results.dropFirst()).after(plan)
    }

    /// Drives a single shred to its certificate.
    ///
    /// Whoever calls this has left the shred gate.
    func conclude(_ shred: DestroyedShred) async throws -> ErasureResult {
        let results = try await conclude([shred])
        guard let result = results.first else {
            throw VaultError(.damaged, "an erasure ended without a certificate")
        }
        return result
    }

    /// Asks, before anything is shown or done, whether somebody may erase at all.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    @discardableResult
    public func requireErasing(by staff: StaffMember?) throws -> StaffMember {
        try requireWritable()
        guard let staff else { throw VaultError(.denied, "erasing needs a member of staff (--as NAME)") }
        try requireInOffice(staff)
        return staff
    }

    /// Asks the rulebook about every record and closes what may go, unless the records changed in between.
    private func planAndFence(
        _ scope: ShredScope,
        _ request: ErasureRequest,
        by staff: StaffMember
    ) async throws -> (Fenced, ErasurePlan) {
        do {
            return try await planAndFenceOnce(scope, request, by: staff)
        } catch let error as VaultError where error.code == .conflict {
            // Somebody stored meanwhile; now they wait until it is done. Who has begun already may come in between.
            return try await pauses.during(patients(of: scope)) {
                for _ in 2..<Self.planningAttempts {
                    do {
                        return try await planAndFenceOnce(scope, request, by: staff)
                    } catch let error as VaultError where error.code == .conflict {
                        continue
                    }
                }
                return try await planAndFenceOnce(scope, request, by: staff)
            }
        }
    }

    private func planAndFenceOnce(
        _ scope: ShredScope,
        _ request: ErasureRequest,
        by staff: StaffMember
    ) async throws -> (Fenced, ErasurePlan) {
        let plan = try await planErasure(scope, request, by: staff)
        guard let allowed = plan.scope else { throw try await keepingRefusal(of: plan, by: staff) }
        return (try await fence(allowed, plan, ground: request.ground, by: staff), plan)
    }

    private func patients(of scope: ShredScope) async throws -> Set<PatientNumber> {
        switch scope {
        case .patient(let id): Set(try await numbers(of: activePatient(id)).map(\.number))
        case .person(let ids): Set(try await ids.asyncMap { try await activePatient($0).number })
        case .versions(let id, _): [try await readableVersion(nil, of: id).0.patient.number]
        case .records(let ids), .moved(let ids):
            Set(try await ids.asyncMap { try await readableVersion(nil, of: $0).0.patient.number })
        }
    }

    /// Why nothing may be erased, once it is kept.
    private func keepingRefusal(of plan: ErasurePlan, by staff: StaffMember) async throws -> VaultError {
        try await keep(plan.withheld.compactMap(\.refused), as: .erase, by: staff)
        return Self.refusal(of: plan)
    }

    /// Keeps why the rest stays.
    ///
    /// What has begun goes on whether that succeeds or not: a record that is closed meanwhile needs no reason to stay.
    private func keepRefusals(of plan: ErasurePlan, by staff: StaffMember) async {
        do {
            try await keep(plan.withheld.compactMap(\.refused), as: .erase, by: staff)
        } catch {
            logger.warning("what the rules said about records that stay could not be kept")
        }
    }

    private static func refusal(of plan: ErasurePlan) -> VaultError {
        let reasons = Set(plan.withheld.filter { !$0.isIdentity || plan.lines.count == 1 }.map(\.reason))
            .sorted()
        return VaultError(.denied, "nothing may be erased now. \(reasons.joined(separator: " "))")
    }

    /// What a plan has closed.
    private struct Fenced {
        let shreds: [ShredRow]
        /// The record of the only shred, being made ready.
        var ahead: ShredAhead?
    }

    /// Locks what is to be erased, marks it fenced and stores the order.
    private func fence(
        _ scope: ShredScope,
        _ plan: ErasurePlan,
        ground: String,
        by staff: StaffMember
    ) async throws -> Fenced {
        guard plan.rulebook == law.reference else {
            throw VaultError(.conflict, "other rules are in force since the law was asked; ask again")
        }
        let judged = plan.erased.flatMap(\.judged)
        func draft(
            _ scope: ShredScope,
            _ numbers: [PatientNumber],
            _ renewal: RequestID?
        ) async throws -> ShredDraft {
            try await self.draft(
                of: scope,
                planned: plan.serials.filter { numbers.contains($0.key) },
                renewing: renewal,
                judged: judged.filter { numbers.contains($0.slot.patient) },
                under: plan.rulebook,
                ground: ground,
                by: staff
            )
        }
        return try await retryingEvictions {
            guard case .person(let ids) = scope else {
                let renewal: RequestID? = try await hasTokens(scope) ? .random() : nil
                var draft = try await draft(scope, Array(plan.serials.keys), renewal)
                let order = ShredOrder(terms: draft.terms, patient: scope.patient, decisions: nil)
                let ahead = ShredAhead(order)
                ahead.prepare(request(of: draft, judged: judged), in: facilities.keySafe)
                draft.locked = { [self] shred in begin(shred, ahead) }
                do {
                    let shred = try await tables.shreds.fence(draft)
                    ahead.noteFence()
                    return Fenced(shreds: [shred], ahead: ahead)
                } catch {
                    await ahead.abandon(error)
                    throw error
                }
            }
            // One renewal of the index serves all numbers: each certificate waits for it.
            let renewal = RequestID.random()
            return Fenced(
                shreds: try await tables.shreds.fence(
                    ids.asyncMap { id in
                        try await draft(.patient(id), [activePatient(id).number], renewal)
                    }
                )
            )
        }
    }

    /// Whether something of what is erased is found by a token: the patient, or records by ids that others gave to them.
    private func hasTokens(_ scope: ShredScope) async throws -> Bool {
        guard case .records(let records) = scope else { return scope.patient != nil }
        return try await tables.aliases.exist(for: records)
    }

    /// An erasure with its terms, ready to be fenced.
    ///
    /// - Parameters:
    ///   - serials: Each patient's counter of changes when the rulebook was asked.
    ///   - renewal: The renewal of the index that destroys search tokens of what goes; `nil` when there are none.
    ///   - judged: What the rules said about the versions that go.
    ///   - rulebook: The rules that were asked; the certificate names them.
    ///   - move: What is moved, when the keys go because of that.
    func draft(
        of scope: ShredScope,
        planned serials: [PatientNumber: Int32],
        renewing renewal: RequestID?,
        judged: [JudgedVersion],
        under rulebook: RulebookReference,
        ground: String,
        move: MoveOrder? = nil,
        by staff: StaffMember
    ) async throws -> ShredDraft {
        let shred = ShredID.random()
        let patient = scope.patient
        // Readers are let in until the fence commits: the next whole second is not earlier than the truth.
        let closedAt = Timestamp(secondsSinceEpoch: clock.now.secondsSinceEpoch + 1)
        let terms = ErasureTerms(
            scope: scope.onCertificates.rawValue,
            ground: ground,
            approvers: [staff.name],
            rulebookName: rulebook.name,
            rulebookDigest: rulebook.digest.hex,
            closedForReadingSince: closedAt
        )
        // Composed while the transaction begins: what the rules said about many records takes as long as that.
        let order = Handover {
            ShredOrder(
                terms: terms,
                patient: patient,
                decisions: ErasureDecisions(judged),
                move: move
            ).encoded
        }
        let sealer = try await sealer(of: shred, in: officeTree())
        return ShredDraft(
            id: shred,
            request: .random(),
            certificate: .random(),
            scope: scope,
            plannedSerials: serials,
            indexRenewal: renewal,
            fencedAt: closedAt,
            tree: sealer.officeKeys.tree,
            terms: terms,
            sealOrder: { try sealer.seal(order: order.wait(), at: $0) }
        )
    }

    /// What seals and opens a shred's own rows.
    func sealer(of shred: ShredID, in tree: TreeNumber) async throws -> ShredSealer {
        ShredSealer(
            shred: shred,
            origin: controller.origin,
            controller: controller.id,
            officeKeys: try await keys.keys(of: .office, in: tree),
            binding: binding(use: Self.shredUse)
        )
    }

    /// Stops every reader of a shred's slots before its next chunk and lets go of the patients' nodes.
    func evictReaders(of shred: ShredRow) {
        evictions.evict(below: Set(shred.prefixes.map(\.path)))
        for prefix in shred.prefixes { keys.evict(prefix) }
        if let patient = shred.patient { patients.forget(patient) }
    }
}
