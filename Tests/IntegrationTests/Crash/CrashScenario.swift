import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// One command whose every durable step is a place to die at.
enum CrashScenario: String, CaseIterable, Sendable {
    case createController, publish, register, storeInline, storeBlob, importFiles, amend, classify, rectify,
        dispute, rectifyIdentity, eraseRecords, erasePatient, move, merge, renewIndex, renewKeys, review,
        stateHouse,
        makeBackup, verifyBackup, retireBackup, setLimits
    /// The last: from then on nobody is erased in that vault without an approval.
    case approve

    /// All, or the one that the environment names: for who works on it.
    static let chosen = allCases.filter {
        ProcessInfo.processInfo.environment["LETHE_SCENARIO"].map($0.rawValue.hasPrefix) ?? true
    }

    /// What is stored or amended to: of a size that goes into the database, or into a blob.
    var document: [UInt8] {
        Sample.content(
            [.storeBlob, .importFiles, .amend, .rectify, .dispute].contains(self) ? 300_000 : 3000,
            seed: 99
        )
    }

    /// Steps before anything refers to what they write.
    static let preparing: [DurableStep] = [.storeBlobWritten, .moveFiled]

    /// Whether it erases something.
    var isErasure: Bool {
        [.rectify, .rectifyIdentity, .eraseRecords, .erasePatient, .move, .approve].contains(self)
    }

    /// How many erasures are finished in the end by commands that died at these points.
    func erasures(after points: some Collection<CrashPoint>) -> Int {
        isErasure ? points.count { !Self.preparing.contains($0.step) } : 0
    }

    /// The step from which on it is driven forward.
    var pointOfNoReturn: DurableStep {
        switch self {
        case .rectify, .rectifyIdentity: .storeCommitted
        // It was closed before, and waits.
        case .approve: .safeOrderNoted
        default: .shredFenced
        }
    }

    /// What is erased, if anything.
    func scope(_ round: CrashRound) -> ShredScope? {
        switch self {
        case .eraseRecords: .records([round.person.note, round.person.scan])
        case .erasePatient: .patient(round.person.patient)
        default: nil
        }
    }

    /// Something that it erases: a record, or a version of one that stays.
    func erased(_ round: CrashRound) -> (RecordID, version: Int32?) {
        switch self {
        case .rectify: (round.form, 2)
        case .rectifyIdentity: (round.identity, 1)
        default: (round.person.scan, nil)
        }
    }

    /// What is said to `lethe`; `file` holds ``document``.
    func arguments(_ round: CrashRound, file: String) -> [String] {
        let acting = ["--format", "json", "--controller", Sample.controller, "--as", Sample.staff]
        let erasing =
            acting + [
                "--ground", "Art 17(1)(b) GDPR", "--fact", Sample.groundFact, "--fact", Sample.roleFact,
                "--yes",
            ]
        return switch self {
        case .createController:
            ["controller", "create", round.newController, "--country", "ES", "--format", "json"]
        case .register:
            [
                "patient", "register", "--identifier", round.newIdentifier, "--controller",
                round.emptyController,
                "--as", Sample.staff, "--format", "json",
            ]
        case .storeInline, .storeBlob:
            ["record", "store", file, "--patient", round.person.patient.description] + Sample.classOptions
                + acting
        case .importFiles:
            ["import", "files", round.archive, "--map", round.archive + "/map.csv", "--source-id", "number"]
                + acting
        case .amend:
            ["record", "amend", round.person.note.description, file] + acting
        case .classify:
            [
                "record", "classify", round.person.note.description, "--fact", "hold.claim_open=true",
                "--reason",
                "claim",
            ] + acting
        case .eraseRecords:
            ["record", "erase", round.person.note.description, round.person.scan.description] + erasing
        case .erasePatient:
            ["patient", "erase", round.person.patient.description] + erasing
        case .merge:
            ["patient", "merge", round.other.description, round.person.patient.description]
                + ["--reason", "registered twice"] + acting
        case .move:
            ["record", "move", round.form.description, "--to", round.other.description]
                + ["--reason", "mixed up", "--confirmed", "--yes"] + acting
        case .rectify:
            ["record", "rectify", round.form.description, file, "--ground", "Art 16 GDPR", "--yes"]
                + Sample.rectificationFacts.flatMap { ["--fact", "\($0.key)=\($0.value)"] } + acting
        case .dispute:
            ["record", "rectify", round.person.note.description, file, "--statement", file]
                + ["--ground", "Art 16 GDPR", "--yes"]
                + Sample.disputeFacts.flatMap { ["--fact", "\($0.key)=\($0.value)"] } + acting
        case .rectifyIdentity:
            ["patient", "rectify", round.person.patient.description, "--name", round.newName]
                + ["--identifier", round.newIdentifier, "--ground", "Art 16 GDPR", "--yes"]
                + Sample.rectificationFacts.flatMap { ["--fact", "\($0.key)=\($0.value)"] } + acting
        case .publish:
            [
                "policy", "publish", round.rules, "--as", ControllerVault.approver?.name ?? "",
                "--controller",
                Sample.controller, "--format", "json",
            ]
        case .renewIndex:
            ["key-safe", "renew", "index", "--controller", Sample.controller, "--format", "json"]
        case .renewKeys:
            ["key-safe", "renew", "keys", "--yes", "--controller", Sample.controller, "--format", "json"]
        case .review:
            ["job", "run", "--format", "json"]
        case .stateHouse:
            ["controller", "facts", "--fact", "controller.kind=\(CrashRound.houseKind)"] + acting
        case .makeBackup:
            [
                "backup", "make", round.backup, "--expires", CrashRound.backupEnd, "--label", round.label,
                "--format",
                "json",
            ]
        case .verifyBackup:
            ["backup", "verify", round.backup, "--format", "json"]
        case .retireBackup:
            ["backup", "retire", round.backupID?.description ?? "", "--yes", "--format", "json"]
        case .setLimits:
            ["key-safe", "limits", "--versions", String(round.limit)] + acting
        case .approve:
            ["key-safe", "approve", round.order?.description ?? "", "--key", round.approverKey] + acting
        }
    }

    /// Does the same in this process, to its place in the ledger.
    func act(on open: OpenVault, _ round: CrashRound) async throws {
        let controller = try await open.vault.controller(named: Sample.controller)
        switch self {
        case .createController:
            _ = try await open.vault.createController(
                name: round.newController,
                country: "ES",
                rules: Sample.rules
            )
        case .register:
            let empty = try await open.vault.controller(named: round.emptyController)
            _ = try await empty.register(round.newIdentifier)
        case .storeInline, .storeBlob:
            _ = try await controller.store(document, for: round.person.patient)
        case .importFiles:
            _ = try await ImportRun(controller).run(importedItems(round))
        case .amend:
            _ = try await controller.amend(round.person.note, to: document)
        case .classify:
            _ = try await controller.classify(
                [round.person.note],
                as: nil,
                stating: ["hold.claim_open": "true"],
                reason: "claim",
                isConfirmed: false,
                by: StaffMember(Sample.staff)
            )
        case .eraseRecords, .erasePatient:
            _ = try await controller.erase(try #require(scope(round)))
        case .merge:
            try await controller.merge(
                round.other,
                with: round.person.patient,
                reason: "registered twice",
                by: StaffMember(Sample.staff)
            )
        case .move:
            _ = try await controller.move(round.form, to: round.other)
        case .rectify:
            _ = try await controller.rectify(round.form, to: document)
        case .dispute:
            _ = try await controller.rectify(
                round.person.note,
                to: document,
                statement: document,
                facts: Sample.disputeFacts
            )
        case .rectifyIdentity:
            let identifier = try #require(PatientIdentifier(round.newIdentifier))
            _ = try await controller.rectify(
                round.person.patient,
                IdentityCorrection(identifiers: [identifier], name: round.newName)
            )
        case .publish:
            _ = try await controller.publishRules(round.rules, by: ControllerVault.approver)
        case .renewIndex:
            _ = try await controller.renewIndex()
        case .renewKeys:
            _ = try await controller.renewKeys()
        case .review:
            _ = try await controller.review()
        case .stateHouse:
            try await controller.stateHouse(
                ["controller.kind": CrashRound.houseKind],
                by: StaffMember(Sample.staff)
            )
        case .makeBackup:
            _ = try await round.makeBackup(of: open)
        case .verifyBackup:
            _ = try await round.verifyBackup(of: open)
        case .retireBackup:
            _ = try await open.retireBackup(try #require(round.backupID))
        case .setLimits:
            let change = LimitsChange(versions: round.limit)
            _ = try await controller.setLimits(change, by: StaffMember(Sample.staff))
        case .approve:
            _ = try await controller.approve(
                try #require(round.order),
                key: ControllerVault.approverKey
            )
        }
        try await open.vault.flush()
    }
}
