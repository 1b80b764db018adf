import PostgresClient
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// One write of which nobody may hear whether its COMMIT took effect; stores and erasures are in ``CrashScenario``.
enum DoubtfulWrite: String, CaseIterable, Sendable {
    case createController, addStaff, revokeStaff, addSite, openCourse, completeCourse, stateHouse, restate,
        signRules,
        approveRules, publishRules, merge, separate, move, erasePerson, renewKeys

    /// Who and what it is about: made just before.
    struct Round: Sendable {
        let number: Int
        let open: OpenVault
        let controller: ControllerVault
        var first = PatientID.random()
        var second = PatientID.random()
        var record = RecordID.random()
        var rules = ""
        var name: String { "Nr. \(number)" }
    }

    private static let staff = StaffMember(Sample.staff)

    /// Counts what it adds, of whatever it is.
    var count: SQL {
        switch self {
        case .createController: "SELECT count(*) FROM controllers WHERE state = 'open'"
        case .addStaff: "SELECT count(*) FROM staff"
        case .revokeStaff: "SELECT count(*) FROM staff WHERE revoked_at IS NOT NULL"
        case .addSite: "SELECT count(*) FROM sites"
        case .openCourse: "SELECT count(*) FROM episodes"
        case .completeCourse: "SELECT coalesce(sum(revision), 0) FROM episodes"
        case .stateHouse: "SELECT count(*) FROM controllers WHERE facts->>'controller.kind' = 'practice'"
        case .restate: "SELECT sum(facts_revision) FROM record_versions"
        case .signRules: "SELECT count(*) FROM publications"
        case .approveRules: "SELECT count(*) FROM publications WHERE state <> 'signed'"
        case .publishRules: "SELECT count(*) FROM publications WHERE state = 'published'"
        case .merge: "SELECT count(*) FROM patients WHERE merged_into IS NOT NULL"
        case .separate: "SELECT count(*) FROM patients WHERE merged_into IS NULL"
        case .move: "SELECT count(*) FROM shreds WHERE cause = 3 AND state = 'certified'"
        case .erasePerson: "SELECT count(*) FROM patients WHERE state = 'erased'"
        case .renewKeys: "SELECT count(*) FROM key_renewals WHERE state = 'ended'"
        }
    }

    /// How many of these one makes.
    var rise: Int64 { self == .erasePerson ? 2 : 1 }

    /// Whether it has two transactions under way at a time: a server that crashes behind the COMMIT of one takes the other
    /// along, which had not come so far and has to be asked for again.
    var runsSideBySide: Bool { self == .renewKeys }

    /// Whether it is one transaction, of which a part cannot be there.
    var isOne: Bool {
        ![.createController, .publishRules, .revokeStaff, .restate, .move, .erasePerson, .renewKeys].contains(
            self
        )
    }

    /// Makes what it needs.
    func prepare(_ number: Int, in open: OpenVault) async throws -> Round {
        let controller = try await open.vault.controller(named: Sample.controller)
        var round = Round(number: number, open: open, controller: controller)
        if [.openCourse, .completeCourse, .restate, .merge, .separate, .move, .erasePerson].contains(self) {
            round.first = try await controller.register("urn:mrn|first-\(number)")
            round.second = try await controller.register("urn:mrn|second-\(number)")
        }
        switch self {
        case .revokeStaff: try await addStaff(round)
        case .completeCourse: try await openCourse(round)
        case .stateHouse: try await controller.stateHouse(Sample.house, by: Self.staff)
        case .restate, .move: round.record = try await controller.store(Sample.form, for: round.first)
        case .separate: try await controller.merge(round.first, with: round.second)
        case .erasePerson:
            for patient in [round.first, round.second] {
                _ = try await controller.store(Sample.form, for: patient)
            }
            try await controller.merge(round.first, with: round.second)
        case .signRules: try await controller.addSigners()
        case .approveRules:
            try await controller.addSigners()
            round.rules = try await signRules(round).digest.hex
        case .publishRules: round.rules = try await controller.signAndApprove(Sample.rules).hex
        default: break
        }
        try await open.vault.flush()
        return round
    }

    /// Does it.
    func act(_ round: Round) async throws {
        let controller = round.controller
        switch self {
        case .createController:
            _ = try await round.open.vault.createController(
                name: round.name,
                country: "ES",
                rules: Sample.rules
            )
        case .addStaff: try await addStaff(round)
        case .revokeStaff: _ = try await controller.revokeStaff(round.name, by: nil)
        case .addSite:
            _ = try await controller.addSite(name: round.name, region: "DE-BY", calendar: "DE-BY")
        case .openCourse: try await openCourse(round)
        case .completeCourse:
            let day = try #require(Day(iso8601: "2026-02-03"))
            try await controller.completeEpisode(1, of: round.first, on: day, by: Self.staff)
        case .stateHouse: try await controller.stateHouse(["controller.kind": "practice"], by: Self.staff)
        case .restate:
            _ = try await controller.classify(
                [round.record],
                as: nil,
                stating: ["hold.claim_open": "true"],
                reason: "claim",
                isConfirmed: false,
                by: Self.staff
            )
        case .signRules: _ = try await signRules(round)
        case .approveRules:
            _ = try await controller.approveRules(
                round.rules,
                by: ControllerVault.approver,
                key: ControllerVault.approverKey
            )
        case .publishRules: _ = try await controller.publishRules(round.rules, by: ControllerVault.approver)
        case .merge: try await controller.merge(round.first, with: round.second)
        case .separate: try await controller.separate(round.first, from: round.second)
        case .move: try await controller.move(round.record, to: round.second)
        case .erasePerson: _ = try await controller.erase(.patient(round.first))
        case .renewKeys: _ = try await controller.renewKeys()
        }
    }

    private func addStaff(_ round: Round) async throws {
        let name = try #require(StaffMember(round.name))
        _ = try await round.controller.addStaff(name, roles: [.clinician], key: nil, by: nil)
    }

    private func openCourse(_ round: Round) async throws {
        let begun = try #require(Day(iso8601: "2026-01-02"))
        let events = try #require(EpisodeEvents(begun: begun, completed: nil, site: nil, label: nil))
        _ = try await round.controller.openEpisode(of: round.first, events: events, by: Self.staff)
    }

    private func signRules(_ round: Round) async throws -> PublicationRow {
        try await round.controller.signRules(
            Sample.rules,
            activeFrom: VaultClock.system.now.day,
            by: ControllerVault.author,
            key: ControllerVault.authorKey
        )
    }
}
