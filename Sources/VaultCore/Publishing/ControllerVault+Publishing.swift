internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// Publishes rules that two people have signed: from their day on they decide, here and at once.
    ///
    /// ## Guarantee
    /// When this returns, the publication and the commitment that pins it wait in one transaction for their place in the
    /// ledger, and whoever asks from the day on is answered by these rules.
    /// - Parameter name: The digest, or how it begins.
    /// - Returns: The publication, and whether it was published before.
    /// - Throws: ``VaultError`` with `denied` when a signer was revoked, somebody must approve first, or whoever publishes is
    ///   not registered, `invalidInput` when the day is over, `notFound`, `invalidRules`, `damaged`.
    public func publishRules(
        _ name: String,
        by staff: StaffMember?
    ) async throws -> (publication: PublicationRow, isNew: Bool) {
        try requireWritable()
        guard let staff else {
            throw VaultError(.denied, "publishing needs a member of staff (--as NAME)")
        }
        try requireRegistered(staff)
        return try await publicationGate.pass {
            let row = try await publication(named: name)
            if row.state == .published { return (row, false) }
            guard let author = row.author, let approver = row.approver else {
                throw VaultError(
                    .denied,
                    "these rules need four eyes: somebody else approves them first (`lethe policy approve`)"
                )
            }
            try requireGenuine(author, of: row, as: .policyAuthor)
            try requireGenuine(approver, of: row, as: .policyApprover)
            try requireComing(row.activeFrom)
            guard let archive = try await tables.rulebooks.archive(of: row.digest) else {
                throw VaultError(.damaged, "the archive of these rules is missing; run `lethe vault check`")
            }
            _ = try await BlockingWork.run { try RulebookDraft(signed: row.digest, archive: archive) }
            _ = try await laws.law(of: row)
            let signers = RulebookStatement.Signers(author: author.staff, approver: approver.staff)
            let rules = Narrowing.Rules(
                digest: row.digest,
                activeFrom: row.activeFrom,
                author: author,
                approver: approver,
                archive: archive
            )
            try await journaling(.rulebook(rules)) { try await publish(row, by: signers) }
            return (try await publication(row.number), true)
        }
    }

    /// Publishes what was signed, approved and checked.
    func publish(_ row: PublicationRow, by signers: RulebookStatement.Signers) async throws {
        let statement = RulebookStatement(digest: row.digest, activeFrom: row.activeFrom, signers: signers)
        let time = clock.now
        do {
            try await retryingEvictions {
                let event = try await officeEventSealer().draft(of: .rulebook(statement), at: time)
                try await tables.rulebooks.publish(row.number, as: event, at: time)
            }
        } catch {
            // It may have been published all the same, when the connection broke.
            laws.noteChange()
            throw error
        }
        laws.noteChange()
        try await laws.reload(on: clock.now.day)
        try faults.reach(.rulebookPublished)
    }

    /// Pins the rulebook that the controller was made with, unless that was done.
    func pinFirstRules() async throws {
        guard let first = try await tables.rulebooks.publications().first, first.number == 1,
            first.state == .published, first.event == nil
        else { return }
        let statement = RulebookStatement(digest: first.digest, activeFrom: first.activeFrom, signers: nil)
        try await retryingEvictions {
            let event = try await officeEventSealer().draft(of: .rulebook(statement), at: clock.now)
            try await tables.rulebooks.pinFirst(event)
        }
        try faults.reach(.rulebookPinned)
    }
}
