internal import Evidence
internal import Keyring
internal import Ledger
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// Issues the certificate of a shred that was verified, or returns the one that was issued.
    func certify(
        _ shred: ShredRow,
        receipt: PunctureReceipt,
        evictedAt: Timestamp,
        renewal: PunctureReceipt?
    ) async throws -> ErasureResult {
        if let issued = try await tables.shreds.certificate(shred.certificate) {
            return try Self.result(of: shred, issued)
        }
        let sealer = try await sealer(of: shred.id, in: shred.tree)
        let destroyed = (receipt.confirmations + (renewal?.confirmations ?? [])).map(\.at)
        // A clock that was set back meanwhile must not turn the order of events around.
        let unreadableAt = max(destroyed.max() ?? receipt.at, evictedAt, shred.fencedAt)
        let certificate = try await makeCertificate(
            of: shred,
            terms: try sealer.openOrder(of: shred).terms,
            file: try sealer.openFile(of: shred),
            receipt: receipt,
            unreadableAt: unreadableAt,
            issuedAt: max(clock.now, unreadableAt)
        )
        let signed = try facilities.certificateKey.withKey { key throws in
            try SignedCertificate(signing: certificate, with: key)
        }
        let row = CertificateRow(
            id: shred.certificate,
            shred: shred.id,
            jws: signed.text,
            issuedAt: certificate.issuedAt
        )
        try await tables.shreds.saveCertificate(row)
        try faults.reach(.shredCertified)
        return try Self.result(of: shred, row)
    }

    private func makeCertificate(
        of shred: ShredRow,
        terms: ErasureTerms,
        file: ShredFile,
        receipt: PunctureReceipt,
        unreadableAt: Timestamp,
        issuedAt: Timestamp
    ) async throws -> ErasureCertificate {
        guard let entry = shred.entry, let commitment = shred.record?.commitment else {
            throw VaultError(.damaged, "an erasure has no place in the ledger")
        }
        guard let scope = ErasureCertificate.Scope(rawValue: terms.scope) else {
            throw VaultError(.damaged, "the file of an erasure has an unknown scope")
        }
        let status = try await facilities.keySafe.status()
        let backups = try await tables.shreds.backups()
        return ErasureCertificate(
            id: shred.certificate,
            isRehearsal: isRehearsal,
            issuedAt: issuedAt,
            controller: .init(id: controller.id, name: controller.name),
            shred: shred.id,
            scope: scope,
            records: Set(file.annex.versions.map(\.record)).count,
            versions: file.annex.versions.count,
            ground: terms.ground,
            approvers: terms.approvers,
            rulebook: .init(name: terms.rulebookName, digest: terms.rulebookDigest),
            closedForReadingSince: terms.closedForReadingSince,
            allCopiesUnreadableAt: unreadableAt,
            destruction: .init(
                level: status.level.sentence,
                declaration: Self.custody(status),
                places: status.places.count,
                needed: status.level.threshold > 1 ? status.level.confirmationsNeeded : nil,
                lost: status.level.threshold > 1 || status.lost.isEmpty ? nil : status.lost.count,
                confirmations: Self.confirmations(receipt, places: status.places, from: shred.fencedAt)
            ),
            method: MethodItem.cryptographicErase(
                overwritesInPlace: status.level.destroysForCertain,
                sharesKeys: status.level.threshold > 1
            ),
            remains: .init(
                backups: backups.map { backup in
                    .init(
                        label: backup.label,
                        takenAt: backup.takenAt,
                        expiresAt: Timestamp(
                            secondsSinceEpoch: (backup.expiresOn.daysSinceEpoch + 1) * 86_400 - 1
                        )
                    )
                },
                identifiersUntil: nil
            ),
            provisos: scope == .moved
                ? ErasureCertificate.movedProvisos : ErasureCertificate.standardProvisos,
            evidence: LedgerEvidence(
                statement: try Statement(decoding: file.statement),
                opening: file.opening,
                commitment: commitment,
                logKey: try log.verifierKey,
                proof: try log.proof(of: entry)
            ),
            issuer: try issuerKey()
        )
    }

    /// The key that verifies this controller's certificates, with the name it signs under.
    func issuerKey() throws -> VerifierKey {
        try VerifierKey(
            name: controller.origin + "/certificates",
            publicKey: facilities.certificateKey.publicKey
        )
    }

    /// The keys that this vault itself trusts when it verifies its own certificates.
    func trustedKeys() throws -> TrustedKeys {
        TrustedKeys(certificateKey: try issuerKey(), logKey: try log.verifierKey)
    }

    /// All certificates, newest first.
    public func certificates() async throws -> [CertificateRow] {
        try await tables.shreds.certificates()
    }

    /// One certificate.
    ///
    /// - Throws: ``VaultError/Code/notFound``.
    public func certificate(_ id: CertificateID) async throws -> CertificateRow {
        guard let row = try await tables.shreds.certificate(id) else {
            throw VaultError(.notFound, "there is no certificate \(id); see `lethe certificate list`")
        }
        return row
    }

    /// What the rules were told and said about what an erasure took; `nil` for erasures from before that was kept.
    ///
    /// It is the last that is known of the erased, sealed in the office.
    /// - Throws: ``VaultError`` with `denied` or `notFound`.
    public func decisions(
        behind certificate: CertificateID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> ErasureDecisions? {
        try require(requireReader(staff, for: purpose), maySee: .accessLog)
        return try await decisions(behind: self.certificate(certificate))
    }

    /// The same for the vault's own use.
    func decisions(behind certificate: CertificateRow) async throws -> ErasureDecisions? {
        try await retryingMoves {
            guard let shred = try await tables.shreds.shred(certificate.shred) else {
                throw VaultError(.damaged, "the row of an erasure is gone")
            }
            return try await sealer(of: shred.id, in: shred.tree).openOrder(of: shred).decisions
        }
    }

    /// The confirmations under names that tell an outsider nothing about the house's machines.
    private static func confirmations(
        _ receipt: PunctureReceipt,
        places: [PlaceStatus],
        from fencedAt: Timestamp
    ) -> [ErasureCertificate.Destruction.Confirmation] {
        receipt.confirmations.map { confirmation in
            let index = places.firstIndex { $0.place == confirmation.place }
            return .init(
                place: "key safe \((index ?? places.count) + 1)",
                at: max(confirmation.at, fencedAt)
            )
        }
    }

    /// What was declared about custody, and every place that was lost.
    private static func custody(_ status: KeySafeStatus) -> String {
        let losses = status.lost.map { $0.sentence(threshold: status.level.threshold) }
        return ([text(of: status.declaration)] + losses).joined(separator: " ")
    }

    private static func text(of declaration: CustodyDeclaration?) -> String {
        guard let declaration else {
            return "Nobody has declared who holds the key safe and how copies of it are prevented."
        }
        return "\(declaration.statement) (\(declaration.by), \(declaration.at.day))"
    }

    private static func result(of shred: ShredRow, _ row: CertificateRow) throws -> ErasureResult {
        let certificate = try SignedCertificate(row.jws).certificate
        return ErasureResult(
            shred: shred.id,
            certificate: row,
            records: certificate.records,
            versions: certificate.versions,
            keySafes: certificate.destruction.places,
            confirmed: certificate.destruction.confirmations.count,
            lost: certificate.destruction.lost,
            closedAt: certificate.closedForReadingSince,
            unreadableAt: certificate.allCopiesUnreadableAt
        )
    }
}
