internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How often a correction is planned again because something else of the patient changed meanwhile.
    private static let rectificationAttempts = 10

    /// Asks, before anything is shown or done, whether somebody may correct at all.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    @discardableResult
    public func requireRectifying(by staff: StaffMember?) throws -> StaffMember {
        try requireWritable()
        guard let staff else { throw VaultError(.denied, "correcting needs a member of staff (--as NAME)") }
        try requireInOffice(staff)
        return staff
    }

    /// Corrects a record as a plan says that was shown to somebody (GDPR Art 16).
    ///
    /// A new version takes the place of the newest, and the ledger gets an entry that says so. Where the law lets what
    /// was wrong go, the keys of all versions before are destroyed, and a certificate is issued.
    ///
    /// ## Guarantee
    /// The new version and the closing of those before are one transaction. When this throws after it, the erasure is
    /// driven forward at the next opening of the vault or the next look at its status.
    /// ## Not guaranteed
    /// Plaintext already handed to a reader; copies of the key safe made outside its custody rule.
    /// - Parameter statement: The statement of disagreement; stored as a record of its own that goes with this one.
    /// - Throws: ``VaultError`` with `denied` and the law when nothing may be corrected; `conflict` when the record
    ///   changed since it was shown; `invalidInput` for a statement that has no place here, or a plan about who the
    ///   patient is; `pending` and `damaged` as ``erase(_:_:by:)``.
    public func rectify(
        _ plan: RectificationPlan,
        with intake: Intake,
        statement: Intake?,
        _ request: RectificationRequest,
        by staff: StaffMember?
    ) async throws -> RectificationResult {
        guard plan.identity == nil else { throw Self.identityRefusal }
        return try await sayingWhatClosed(plan.record.record) {
            try await rectify(plan, to: intake, statement: statement, request, by: staff)
        }
    }

    /// Corrects who a patient is as a plan says that was shown to somebody.
    ///
    /// What they are found by follows in the same transaction. Where what was wrong goes, the index key is renewed before
    /// the certificate is issued, as when a patient is erased.
    /// - Throws: As ``rectify(_:with:statement:_:by:)``, and ``VaultError`` with `alreadyExists` when an identifier finds
    ///   another patient.
    public func rectify(
        _ plan: RectificationPlan,
        statement: Intake?,
        _ request: RectificationRequest,
        by staff: StaffMember?
    ) async throws -> RectificationResult {
        guard let identity = plan.identity else {
            throw VaultError(.invalidInput, "this is not about who a patient is; name what is right")
        }
        return try await rectify(plan, to: identity.after.intake, statement: statement, request, by: staff)
    }

    private func rectify(
        _ plan: RectificationPlan,
        to intake: Intake,
        statement: Intake?,
        _ request: RectificationRequest,
        by staff: StaffMember?
    ) async throws -> RectificationResult {
        let author = try requireRectifying(by: staff)
        if let obstacle = plan.obstacle {
            try await keep(plan.judged.suffix(1), as: .rectify, by: author)
            throw VaultError(.denied, obstacle)
        }
        guard statement == nil || plan.takesStatement else {
            throw VaultError(
                .invalidInput,
                "a statement of disagreement belongs to a correction that is refused or disputed; leave --statement out"
            )
        }
        guard plan.outcome == .refuseWithStatement else {
            return try await correct(plan, with: intake, statement: statement, request, by: author)
        }
        guard let statement else {
            throw VaultError(
                .denied,
                "nothing was changed. \(plan.reason) To attach the patient's statement of disagreement, say --statement FILE"
            )
        }
        try await keep(plan.judged.suffix(1), as: .rectify, by: author)
        let attached = try await attach(statement, to: plan, by: author)
        return RectificationResult(
            outcome: plan.outcome,
            stored: nil,
            erasure: nil,
            statement: attached,
            notices: .none
        )
    }

    /// Corrects, and asks the rules again as often as something else of the patient changed in between.
    private func correct(
        _ plan: RectificationPlan,
        with intake: Intake,
        statement: Intake?,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> RectificationResult {
        do {
            return try await correctOnce(plan, with: intake, statement: statement, request, by: author)
        } catch let error as VaultError where error.code == .conflict {
            // Somebody stored meanwhile; now they wait until it is done.
            return try await pauses.during([plan.patient.number]) {
                var lost = error
                for _ in 1..<Self.rectificationAttempts {
                    let again = try await planAgain(plan, request, by: author)
                    do {
                        return try await correctOnce(
                            again,
                            with: intake,
                            statement: statement,
                            request,
                            by: author
                        )
                    } catch let error as VaultError where error.code == .conflict {
                        lost = error
                    }
                }
                throw lost
            }
        }
    }

    /// The same plan at the patient's present state.
    ///
    /// - Throws: ``VaultError/Code/conflict`` when the record itself changed: nobody has looked at what would go then.
    private func planAgain(
        _ plan: RectificationPlan,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> RectificationPlan {
        let again = try await planRectification(
            of: plan.record.record,
            correcting: plan.identity?.correction,
            request,
            by: author
        )
        guard again.isSame(as: plan) else {
            throw VaultError(
                .conflict,
                "nothing was changed: the record was changed meanwhile; read it and try again"
            )
        }
        return again
    }
}
