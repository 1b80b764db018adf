import Foundation
import Ledger
import VaultCrypto
import VaultModel

@testable import Evidence

/// A vault's worth of keys and one erasure in a ledger, from which certificates are made; the same in every run
/// except for identifiers, opening and padding.
final class Sample: Sendable {
    static let origin = "vault.klinikum-musterstadt.example/log"
    static let issuerName = "vault.klinikum-musterstadt.example/certificates"
    static let controllerName = "Klinikum Musterstadt gGmbH"

    let controller = ControllerID.random()
    let shred = ShredID.random()
    let ground: String
    let closed: String
    let evidence: LedgerEvidence
    let issuer: VerifierKey

    static let approvers = ["Dr. Änne Müller (data protection officer)", "José Núñez (medical records)"]
    static let rulebook = ErasureCertificate.Rulebook(
        name: "Rules of 1 Nov 2026",
        digest: String(repeating: "5e", count: 32)
    )

    /// Appends an erasure of three records with five versions, decided like this, to a new ledger.
    init(
        ground: String = "Art 17(1)(b) GDPR: the patient has withdrawn consent",
        closed: String = "14:02:10",
        scope: ErasureCertificate.Scope = .patient
    ) throws {
        self.ground = ground
        self.closed = closed
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lethe-evidence-\(UUID())")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = try TileLog(
            directory: folder,
            origin: Self.origin,
            heads: ["\(folder)/head"],
            key: Self.key(1),
            creating: true
        )
        let opening = Opening.random()
        let terms = ErasureTerms(
            scope: scope.rawValue,
            ground: ground,
            approvers: Self.approvers,
            rulebookName: Self.rulebook.name,
            rulebookDigest: Self.rulebook.digest,
            closedForReadingSince: Self.time(closed)
        )
        let statement = Statement(
            origin: Self.origin,
            controller: controller,
            at: Self.time("14:03:05"),
            event: .erasure(ErasureStatement(shred: shred, annex: try Self.annex(), terms: terms))
        )
        let commitment = Commitment.commit(to: statement.bytes, opening: opening)
        _ = try log.append(LedgerBatch.make(from: [.randomPadding()]))
        let batch = LedgerBatch.make(from: [commitment])
        let range = try log.append(batch)
        let place = range.lowerBound + UInt64(batch.firstIndex(of: commitment) ?? 0)
        evidence = LedgerEvidence(
            statement: statement,
            opening: opening.reveal(),
            commitment: commitment,
            logKey: log.verifierKey,
            proof: try log.proof(of: place)
        )
        issuer = try VerifierKey(name: Self.issuerName, publicKey: Self.key(2).publicKey)
    }

    /// The signing key of a number.
    static func key(_ number: UInt8) -> SigningKey {
        SigningKey(seed: SecretBytes(copying: [UInt8](repeating: number, count: 32)))
    }

    /// A time on the day of the erasure.
    static func time(_ clock: String) -> Timestamp {
        Timestamp(iso8601: "2026-11-22T\(clock)Z") ?? Timestamp(secondsSinceEpoch: 0)
    }

    private static func annex() throws -> ErasureAnnex {
        var versions: [ErasureAnnex.Version] = []
        for count in [1, 1, 3] {
            let record = RecordID.random()
            for number in 1...Int32(count) {
                guard let version = VersionNumber(number) else { continue }
                versions.append(
                    ErasureAnnex.Version(record: record, version: version, commitment: .randomPadding())
                )
            }
        }
        return ErasureAnnex(versions: versions)
    }

    /// A certificate of the erasure; each test changes what it is about.
    func certificate(
        isRehearsal: Bool = false,
        issuedAt: String = "14:05:00",
        controller: ControllerID? = nil,
        shred: ShredID? = nil,
        records: Int = 3,
        versions: Int = 5,
        scope: ErasureCertificate.Scope = .patient,
        ground: String? = nil,
        approvers: [String] = Sample.approvers,
        rulebook: ErasureCertificate.Rulebook = Sample.rulebook,
        closed: String? = nil,
        unreadable: String = "14:04:00",
        places: Int = 2,
        needed: Int? = nil,
        lost: Int? = nil,
        confirmations: [(String, String)] = [("Server room A", "14:03:01"), ("Server room B", "14:03:02")],
        backups: [ErasureCertificate.Remains.Backup]? = nil,
        identifiersUntil: Timestamp? = nil,
        evidence: LedgerEvidence? = nil,
        isShort: Bool = false
    ) -> ErasureCertificate {
        ErasureCertificate(
            id: .random(),
            isRehearsal: isRehearsal,
            issuedAt: Self.time(issuedAt),
            controller: .init(id: controller ?? self.controller, name: Self.controllerName),
            shred: shred ?? self.shred,
            scope: scope,
            records: records,
            versions: versions,
            ground: ground ?? self.ground,
            approvers: approvers,
            rulebook: rulebook,
            closedForReadingSince: Self.time(closed ?? self.closed),
            allCopiesUnreadableAt: Self.time(unreadable),
            destruction: .init(
                level: "overwritten in place and read back",
                declaration: "Both key safes are kept on disks of our own; no copy is made of either.",
                places: places,
                needed: needed,
                lost: lost,
                confirmations: confirmations.map { .init(place: $0.0, at: Self.time($0.1)) }
            ),
            method: isShort ? [] : MethodItem.cryptographicErase(overwritesInPlace: true),
            remains: .init(
                clearList: isShort ? [] : ErasureCertificate.Remains.standardClearList,
                backups: backups ?? Self.backups,
                identifiersUntil: identifiersUntil
            ),
            provisos: isShort ? [] : ErasureCertificate.standardProvisos,
            evidence: evidence ?? self.evidence,
            issuer: issuer
        )
    }

    static let backups = [
        ErasureCertificate.Remains.Backup(
            label: "Daily database backup",
            takenAt: time("02:00:00"),
            expiresAt: Timestamp(iso8601: "2026-12-22T02:00:00Z")
        ),
        ErasureCertificate.Remains.Backup(label: "Yearly archive", takenAt: time("01:00:00"), expiresAt: nil),
    ]

    /// The same evidence with parts replaced.
    func evidence(
        statement: Statement? = nil,
        opening: [UInt8]? = nil,
        commitment: Commitment? = nil,
        logKey: VerifierKey? = nil,
        proof: TlogProof? = nil
    ) -> LedgerEvidence {
        LedgerEvidence(
            statement: statement ?? evidence.statement,
            opening: opening ?? evidence.opening,
            commitment: commitment ?? evidence.commitment,
            logKey: logKey ?? evidence.logKey,
            proof: proof ?? evidence.proof
        )
    }

    func sign(_ certificate: ErasureCertificate) throws -> SignedCertificate {
        try SignedCertificate(signing: certificate, with: Self.key(2))
    }

    /// Verifies with all keys known.
    func verify(_ certificate: ErasureCertificate) throws -> CertificateReport {
        CertificateVerifier.verify(Array(try sign(certificate).text.utf8), trusted: trusted)
    }

    var trusted: TrustedKeys {
        TrustedKeys(certificateKey: issuer, logKey: evidence.logKey, issuer: Self.issuerName)
    }
}
