import Testing
import VaultCore
import VaultModel
import VaultStorage

/// One command whose every durable step is a place to die at.
enum CrashScenario: String, CaseIterable, Sendable {
    case createController, register, storeInline, storeBlob, amend, eraseRecords, erasePatient, renewIndex,
        review

    /// What is stored or amended to: of a size that goes into the database, or into a blob.
    var document: [UInt8] {
        Sample.content(self == .storeBlob || self == .amend ? 300_000 : 3000, seed: 99)
    }

    /// Whether it erases something.
    var isErasure: Bool { self == .eraseRecords || self == .erasePatient }

    /// What is erased, if anything.
    func scope(_ round: CrashRound) -> ShredScope? {
        switch self {
        case .eraseRecords: .records([round.person.note, round.person.scan])
        case .erasePatient: .patient(round.person.patient)
        default: nil
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
        case .amend:
            ["record", "amend", round.person.note.description, file] + acting
        case .eraseRecords:
            ["record", "erase", round.person.note.description, round.person.scan.description] + erasing
        case .erasePatient:
            ["patient", "erase", round.person.patient.description] + erasing
        case .renewIndex:
            ["key-safe", "renew", "index", "--controller", Sample.controller, "--format", "json"]
        case .review:
            ["job", "run", "--format", "json"]
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
        case .amend:
            _ = try await controller.amend(round.person.note, to: document)
        case .eraseRecords, .erasePatient:
            _ = try await controller.erase(try #require(scope(round)))
        case .renewIndex:
            _ = try await controller.renewIndex()
        case .review:
            _ = try await controller.review()
        }
        try await open.vault.flush()
    }
}
