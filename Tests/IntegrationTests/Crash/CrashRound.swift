import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Who and what one crash is about: made just before, so that many crashes can follow each other in one vault.
struct CrashRound: Sendable {
    /// How many patients wait for a review when the scenario of that name begins.
    static let waitingReviews = 2

    /// What the controller is said to be when that is stated.
    static let houseKind = "practice"

    let number: Int
    let person: Sample.Person
    /// A form of theirs outside the treatment file, stored in two versions, which may be overwritten.
    let form: RecordID
    /// The record that says who they are.
    let identity: RecordID
    /// To whom the form belongs, in a scenario that moves it.
    var other = PatientID.random()
    /// The digest of rules that two people have signed, for a scenario that publishes.
    var rules = ""
    /// Where the files are that are to be imported.
    var archive = ""
    /// Where a backup is made.
    var backup = ""
    /// The order that waits for an approval.
    var order: RequestID?
    /// The backup that is there, for a scenario that does something with it.
    var backupID: BackupID?

    /// The controller that is to be created.
    var newController: String { "Hospital Nuevo \(number)" }
    /// The controller, with no patient yet, at which somebody is to be registered.
    var emptyController: String { "Praxis \(number)" }
    /// What they are really called.
    var newName: String { "Groß-Neu \(number)" }
    /// Whom to register.
    var newIdentifier: String { "urn:mrn|new-\(number)" }

    /// Makes what a scenario needs.
    static func prepare(_ scenario: CrashScenario, _ number: Int, in open: OpenVault) async throws
        -> CrashRound
    {
        let controller = try await open.vault.controller(named: Sample.controller)
        if scenario == .stateHouse {
            try await controller.stateHouse(Sample.house, by: StaffMember(Sample.staff))
        }
        if scenario == .review {
            _ = try await controller.review()
            _ = try await controller.register("urn:mrn|round-\(number)-other")
        }
        let person = try await Sample.Person.stored(
            in: controller,
            identifier: "urn:mrn|round-\(number)",
            name: "Groß \(number)"
        )
        var round = CrashRound(
            number: number,
            person: person,
            form: [.rectify, .move].contains(scenario)
                ? try await controller.storeForm(for: person.patient) : person.note,
            identity: try await controller.identity(of: person.patient).record
        )
        round.backup = open.directory.path + "-backup-\(scenario)-\(number)"
        if scenario == .importFiles {
            round.archive = open.directory.path + "-archive-\(number)"
            try scenario.writeArchive(round)
        }
        if [.verifyBackup, .retireBackup].contains(scenario) {
            round.backupID = try await round.makeBackup(of: open, faults: FaultPlan.none).id
        }
        if [.move, .merge].contains(scenario) {
            round.other = try await controller.register("urn:mrn|round-\(number)-other")
        }
        if scenario == .approve { round.order = try await round.orderErasure(in: controller) }
        if scenario == .publish { round.rules = try await controller.signAndApprove(Sample.rules).hex }
        if scenario == .register {
            _ = try await open.vault.createController(
                name: round.emptyController,
                country: "DE",
                facts: Sample.house,
                rules: Sample.rules
            )
        }
        return round
    }
}
