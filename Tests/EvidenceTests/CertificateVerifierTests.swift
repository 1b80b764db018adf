import Ledger
import Testing
import VaultCrypto
import VaultModel

@testable import Evidence

struct CertificateVerifierTests {
    let sample: Sample

    init() throws {
        sample = try Sample()
    }

    /// The checks that failed.
    private func failures(_ certificate: ErasureCertificate) throws -> [Check.Name] {
        try sample.verify(certificate).checks.filter { $0.outcome == .failed }.map(\.name)
    }

    @Test func aTrueCertificateIsConfirmed() throws {
        let report = try sample.verify(sample.certificate())
        #expect(report.isValid)
        #expect(report.isConfirmed)
        #expect(report.checks.allSatisfy { $0.outcome == .passed })
        #expect(Set(report.checks.map(\.name)).count == Check.Name.allCases.count - 1)
    }

    @Test func withoutKeysFromElsewhereItSaysSo() throws {
        let signed = try sample.sign(sample.certificate())
        let report = CertificateVerifier.verify(Array(signed.text.utf8))
        #expect(report.isValid)
        #expect(!report.isConfirmed)
        let open = report.checks.filter { $0.outcome == .unconfirmed }
        #expect(open.map(\.name) == [.signer, .ledger])
        #expect(open.allSatisfy { $0.sentence.contains("taken from the file itself") })
    }

    @Test func otherKeysThanTheTrustedAreRefused() throws {
        let bytes = Array(try sample.sign(sample.certificate()).text.utf8)
        let stranger = try VerifierKey(name: Sample.issuerName, publicKey: Sample.key(9).publicKey)
        let strangeLog = try VerifierKey(name: Sample.origin, publicKey: Sample.key(9).publicKey)
        func failures(_ trusted: TrustedKeys) -> [Check.Name] {
            CertificateVerifier.verify(bytes, trusted: trusted).checks.filter { $0.outcome == .failed }.map(
                \.name
            )
        }
        #expect(failures(TrustedKeys(certificateKey: stranger)) == [.signer])
        #expect(failures(TrustedKeys(logKey: strangeLog)) == [.ledger])
        #expect(failures(TrustedKeys(issuer: "elsewhere.example")) == [.signer])
        #expect(failures(sample.trusted).isEmpty)
    }

    @Test func aForgerWithAnotherKeyCannotKeepTheIssuersName() throws {
        let forged = sample.certificate()
        #expect(throws: EvidenceError.self) { try SignedCertificate(signing: forged, with: Sample.key(9)) }
    }

    @Test func aCertificateThatSaysMoreThanTheLedgerIsRefused() throws {
        #expect(try failures(sample.certificate(controller: .random())) == [.statement])
        #expect(try failures(sample.certificate(shred: .random())) == [.statement])
        #expect(try failures(sample.certificate(records: 4)) == [.statement])
        #expect(try failures(sample.certificate(versions: 6)) == [.statement])
        #expect(try failures(sample.certificate(records: 0, versions: 0)) == [.statement])
    }

    @Test func oneEntryBearsOutOneDecision() throws {
        let name = ErasureCertificate.Rulebook(name: "Rules of 2 Nov 2026", digest: Sample.rulebook.digest)
        let digest = ErasureCertificate.Rulebook(
            name: Sample.rulebook.name,
            digest: String(repeating: "5f", count: 32)
        )
        // All of these the issuer itself has signed, for the same entry.
        let others = [
            sample.certificate(scope: .records), sample.certificate(scope: .versions),
            sample.certificate(ground: "Art 17(1)(d) GDPR"),
            sample.certificate(ground: sample.ground + " "), sample.certificate(approvers: []),
            sample.certificate(approvers: Sample.approvers.reversed()),
            sample.certificate(approvers: Sample.approvers.map { $0.replacing("Ä", with: "A\u{308}") }),
            sample.certificate(rulebook: name), sample.certificate(rulebook: digest),
            sample.certificate(closed: "14:02:09"),
        ]
        for other in others {
            #expect(try failures(other) == [.statement])
        }
        #expect(try failures(sample.certificate()).isEmpty)
        let report = try sample.verify(sample.certificate())
        let sentence = try #require(report.checks.first { $0.name == .statement }?.sentence)
        #expect(sentence.contains("rules and the time of closing are the ones that the ledger binds"))
    }

    @Test func aStatementOfAnotherLedgerOrKindIsRefused() throws {
        let statement = sample.evidence.statement
        let elsewhere = Statement(
            origin: "elsewhere.example/log",
            controller: statement.controller,
            at: statement.at,
            event: statement.event
        )
        let opening = try Opening(revealed: sample.evidence.opening)
        let commitment = Commitment.commit(to: elsewhere.bytes, opening: opening)
        let evidence = sample.evidence(statement: elsewhere, commitment: commitment)
        // The commitment opens, but is not the ledger's entry.
        #expect(try failures(sample.certificate(evidence: evidence)) == [.statement, .entry])
    }

    @Test func aWrongOpeningCommitmentOrPlaceIsRefused() throws {
        let opening = Opening.random().reveal()
        #expect(
            try failures(sample.certificate(evidence: sample.evidence(opening: opening))) == [.commitment]
        )
        let zero = [UInt8](repeating: 0, count: 32)
        #expect(try failures(sample.certificate(evidence: sample.evidence(opening: zero))) == [.commitment])
        let large = [UInt8](repeating: 0xff, count: 32)
        #expect(try failures(sample.certificate(evidence: sample.evidence(opening: large))) == [.commitment])
        let other = sample.evidence(commitment: .randomPadding())
        #expect(try failures(sample.certificate(evidence: other)) == [.commitment, .entry])
        let inclusion = sample.evidence.proof.inclusion
        let moved = InclusionProof(index: inclusion.index ^ 1, size: inclusion.size, path: inclusion.path)
        let proof = try TlogProof(inclusion: moved, checkpoint: sample.evidence.proof.checkpoint)
        #expect(try failures(sample.certificate(evidence: sample.evidence(proof: proof))) == [.entry])
    }

    @Test func aCheckpointByAnotherKeyIsRefused() throws {
        let stranger = Sample.key(9)
        let signed = try SignedCheckpoint(
            signing: sample.evidence.proof.checkpoint.checkpoint,
            with: stranger
        )
        let proof = try TlogProof(inclusion: sample.evidence.proof.inclusion, checkpoint: signed)
        let evidence = sample.evidence(proof: proof)
        #expect(try failures(sample.certificate(evidence: evidence)) == [.checkpoint])
        let strangeKey = try VerifierKey(name: Sample.origin, publicKey: stranger.publicKey)
        let consistent = sample.evidence(logKey: strangeKey, proof: proof)
        // Everything fits together, but the reader knows the ledger's true key.
        #expect(try failures(sample.certificate(evidence: consistent)) == [.ledger])
    }

    @Test func timesOutOfOrderAreRefused() throws {
        #expect(try failures(sample.certificate(issuedAt: "14:03:30")) == [.times])
        for closed in ["14:03:04", "14:04:30"] {
            let late = try Sample(closed: closed)
            let failed = try late.verify(late.certificate()).checks.filter { $0.outcome == .failed }
            #expect(failed.map(\.name) == [.times])
        }
        #expect(try failures(sample.certificate(unreadable: "14:03:01")) == [.times])
        let future = ErasureCertificate.Remains.Backup(
            label: "x",
            takenAt: Sample.time("15:00:00"),
            expiresAt: nil
        )
        #expect(try failures(sample.certificate(backups: [future])) == [.times])
    }

    @Test func everyKeySafeMustHaveConfirmedOnce() throws {
        let one = [("Server room A", "14:03:01")]
        #expect(try failures(sample.certificate(confirmations: one)) == [.destruction])
        #expect(try failures(sample.certificate(confirmations: one + one)) == [.destruction])
        #expect(try failures(sample.certificate(places: 0, confirmations: [])) == [.destruction])
        #expect(try failures(sample.certificate(places: 1, confirmations: one)).isEmpty)
        // Of a quorum, as many as leave too few shares to open anything; never fewer than a minority may be.
        #expect(try failures(sample.certificate(places: 3, needed: 2)).isEmpty)
        #expect(try failures(sample.certificate(lost: 1)).isEmpty)
        #expect(try failures(sample.certificate(lost: 0)) == [.destruction])
        #expect(try failures(sample.certificate(places: 3, needed: 2, confirmations: one)) == [.destruction])
        #expect(try failures(sample.certificate(places: 2, needed: 2)) == [.destruction])
        #expect(try failures(sample.certificate(places: 3, needed: 0)) == [.destruction])
        #expect(try failures(sample.certificate(places: 1, needed: 1)) == [.destruction])
    }

    @Test func aRehearsalIsNeverConfirmed() throws {
        let report = try sample.verify(sample.certificate(isRehearsal: true))
        #expect(report.isValid)
        #expect(!report.isConfirmed)
        #expect(report.checks.last?.name == .rehearsal)
    }

    @Test func theReportForProgramsSaysTheSame() throws {
        let report = try sample.verify(sample.certificate(places: 3))
        let json = try CanonicalJSON(decoding: report.json.encoded)
        #expect(json["valid"] == .bool(false))
        #expect(json["confirmed"] == .bool(false))
        #expect(json["checks"]?.arrayValue?.count == report.checks.count)
    }
}
