public import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// Signs rules as their author, so that somebody else can approve them.
    ///
    /// - Parameters:
    ///   - files: The rules.
    ///   - day: The first day on which they shall decide.
    ///   - key: The author's own key.
    /// - Throws: ``VaultError`` with `invalidRules` and every problem or failed test, `denied` for whoever is no author or
    ///   has another key, `invalidInput` for a day that is over.
    public func signRules(
        _ files: [RulebookFile],
        activeFrom day: Day,
        by staff: StaffMember?,
        key: SharedSigningKey
    ) async throws -> PublicationRow {
        try requireWritable()
        let author = try requireSigner(staff, as: .policyAuthor, with: key)
        try requireComing(day)
        let draft = try await BlockingWork.run { try RulebookDraft(files) }
        return try await publicationGate.pass {
            let statement = signature(on: draft.digest, day, as: .policyAuthor, by: author.id)
            let signed = key.withKey { statement.signed(with: $0) }
            try await requireFitting(draft)
            let number = try await tables.rulebooks.sign(
                draft.digest,
                archive: draft.archive,
                activeFrom: day,
                author: signed
            )
            return try await publication(number)
        }
    }

    /// Approves rules that somebody else has signed: their author's signature is verified and their tests run again.
    ///
    /// - Parameter name: The digest, or how it begins.
    /// - Throws: ``VaultError`` with `denied` for the author and whoever is no approver or has another key,
    ///   `alreadyExists` when they are approved, `notFound`, `invalidInput`, `invalidRules`, `damaged`.
    public func approveRules(
        _ name: String,
        by staff: StaffMember?,
        key: SharedSigningKey
    ) async throws -> PublicationRow {
        try requireWritable()
        let approver = try requireSigner(staff, as: .policyApprover, with: key)
        return try await publicationGate.pass {
            let row = try await publication(named: name)
            guard row.state == .signed else {
                throw VaultError(.alreadyExists, "these rules are \(row.state.rawValue) already")
            }
            guard row.author?.staff != approver.id else {
                throw VaultError(
                    .denied,
                    "rules need four eyes: whoever wrote and signed them cannot approve them"
                )
            }
            try requireComing(row.activeFrom)
            try requireGenuine(row.author, of: row, as: .policyAuthor)
            let archive = try await tables.rulebooks.archive(of: row.digest)
            _ = try await BlockingWork.run { try RulebookDraft(signed: row.digest, archive: archive) }
            let statement = signature(on: row.digest, row.activeFrom, as: .policyApprover, by: approver.id)
            let signed = key.withKey { statement.signed(with: $0) }
            try await tables.rulebooks.approve(row.number, by: signed)
            return try await publication(row.number)
        }
    }

    /// What somebody signs about a rulebook.
    func signature(on digest: Digest, _ day: Day, as role: StaffRole, by staff: StaffID) -> RulebookSignature
    {
        RulebookSignature(
            origin: controller.origin,
            controller: controller.id,
            digest: digest,
            activeFrom: day,
            role: role,
            staff: staff,
            at: clock.now
        )
    }

    /// Whether a signature is what its signer signed about these rules, in this role.
    func isGenuine(_ signature: PublicationRow.Signature, of row: PublicationRow, as role: StaffRole) -> Bool
    {
        guard let signer = directory.entry(signature.staff), let key = signer.key, signer.roles.contains(role)
        else { return false }
        return self.signature(on: row.digest, row.activeFrom, as: role, by: signer.id)
            .isSigned(by: signature.text, with: key)
    }

    /// Refuses a signature that is not genuine, or whose signer is not in office any more.
    ///
    /// - Throws: ``VaultError`` with `damaged` or `denied`.
    func requireGenuine(_ signature: PublicationRow.Signature?, of row: PublicationRow, as role: StaffRole)
        throws
    {
        let word = role == .policyAuthor ? "author" : "approver"
        guard let signature, isGenuine(signature, of: row, as: role) else {
            throw VaultError(
                .damaged,
                "the signature of the \(word) does not verify; the rules must be signed again"
            )
        }
        guard directory.entry(signature.staff)?.isInOffice == true else {
            throw VaultError(
                .denied,
                "the \(word) was revoked since; the rules must be signed again by somebody else"
            )
        }
    }

    /// Refuses a day that is over.
    ///
    /// - Throws: ``VaultError/Code/invalidInput``.
    func requireComing(_ day: Day) throws {
        guard day >= clock.now.day else {
            throw VaultError(
                .invalidInput,
                "\(day) is over: what was decided since stays decided; sign again with a later day"
            )
        }
    }

    /// Refuses rules that cannot be asked about this controller.
    private func requireFitting(_ draft: RulebookDraft) async throws {
        let open = try await shelf.rulebook(draft.digest) { draft.archive }
        let place = try await tables.patients.controller().jurisdiction
        _ = try Law(open, 0, activeFrom: clock.now.day, for: place)
    }

    /// The member of staff who signs, with a role and the key that is registered for them.
    private func requireSigner(
        _ staff: StaffMember?,
        as role: StaffRole,
        with key: SharedSigningKey
    ) throws -> StaffEntry {
        guard let staff else {
            throw VaultError(.denied, "signing needs a member of staff (--as NAME)")
        }
        try requireInOffice(staff)
        guard let entry = directory.entry(named: staff.name), entry.roles.contains(role) else {
            throw VaultError(.denied, "signing this needs the role \(role.rawValue) (`lethe staff add`)")
        }
        guard entry.key == key.publicKey else {
            throw VaultError(.denied, "this is not the key that is registered for this member of staff")
        }
        return entry
    }
}
