import Testing
import VaultCore
import VaultModel

/// A change of a vault that neither stores nor erases anything.
enum Change: String, CaseIterable, Sendable {
    case course, staff, site, controllerFacts, restatement

    func make(in controller: ControllerVault, _ person: Sample.Person) async throws {
        let staff = StaffMember(Sample.staff)
        switch self {
        case .course:
            let begun = try #require(Day(iso8601: "2026-01-02"))
            let events = try #require(EpisodeEvents(begun: begun, completed: nil, site: nil, label: nil))
            _ = try await controller.openEpisode(of: person.patient, events: events, by: staff)
        case .staff:
            let name = try #require(StaffMember("Dr. Neu, Nora"))
            _ = try await controller.addStaff(name, roles: [.clinician], key: nil, by: nil)
        case .site:
            _ = try await controller.addSite(name: "Haus 9", region: "DE-BY", calendar: "DE-BY")
        case .controllerFacts:
            try await controller.stateHouse(["controller.kind": "hospital"], by: staff)
        case .restatement:
            _ = try await controller.classify(
                [person.note],
                as: nil,
                stating: ["hold.claim_open": "true"],
                reason: "claim",
                isConfirmed: false,
                by: staff
            )
        }
    }
}
