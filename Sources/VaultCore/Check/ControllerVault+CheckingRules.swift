internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// Tests staff, archives, signatures and ledger entries of rulebooks.
    func checkRules() async throws -> [CheckResult] {
        let brokenStaff = try await openStaff()
        var damaged = 0
        for digest in try await tables.rulebooks.digests() {
            let archive = try await tables.rulebooks.archive(of: digest)
            if archive.map(SHA256.hash) != digest { damaged += 1 }
        }
        let publications = try await tables.rulebooks.publications()
        let unsigned = publications.count { !isSigned($0) }
        var unpinned = 0
        for row in publications where row.state == .published {
            if try await !isPinned(row) { unpinned += 1 }
        }
        return [
            CheckResult("every member of staff's row opens", violation: Self.count(brokenStaff, "row")),
            CheckResult(
                "every rulebook's archive has its digest",
                violation: Self.count(damaged, "rulebook")
            ),
            CheckResult(
                "every rulebook after the first is signed by its author, and by somebody else once approved",
                violation: Self.count(unsigned, "publication")
            ),
            CheckResult(
                "every published rulebook's ledger event says what was published",
                violation: Self.count(unpinned, "publication")
            ),
        ]
    }

    private func isSigned(_ row: PublicationRow) -> Bool {
        let isFirst = row.number == 1 && row.state == .published
        if isFirst, row.author == nil, row.approver == nil { return true }
        guard let author = row.author, isGenuine(author, of: row, as: .policyAuthor) else { return false }
        guard row.state != .signed else { return row.approver == nil }
        guard let approver = row.approver, approver.staff != author.staff else { return false }
        return isGenuine(approver, of: row, as: .policyApprover)
    }

    private func isPinned(_ row: PublicationRow) async throws -> Bool {
        guard let id = row.event, let event = try await tables.ledger.event(id),
            let statement = try? await statement(of: event),
            case .rulebook(let rulebook) = statement.event
        else { return false }
        let signers = row.author.flatMap { author in
            row.approver.map { RulebookStatement.Signers(author: author.staff, approver: $0.staff) }
        }
        return rulebook == RulebookStatement(digest: row.digest, activeFrom: row.activeFrom, signers: signers)
    }
}
