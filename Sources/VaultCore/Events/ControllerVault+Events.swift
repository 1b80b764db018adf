internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    static let eventUse = "event"

    /// What commits to events about a patient and opens them, such as a rectification under its new version's slot.
    ///
    /// Whoever writes with it does so inside ``retryingEvictions(_:)``.
    func eventSealer(of patient: PatientNumber, in tree: TreeNumber) async throws -> LogEventSealer {
        LogEventSealer(
            origin: controller.origin,
            controller: controller.id,
            keys: try await keys.keys(of: patient, in: tree),
            binding: binding(use: Self.eventUse)
        )
    }

    /// The same for events about the controller itself, such as a published rulebook.
    func officeEventSealer() async throws -> LogEventSealer {
        try await eventSealer(of: .office, in: officeTree())
    }

    /// What the ledger's entry of an event commits to.
    ///
    /// - Throws: As ``LogEventSealer/statement(of:)``.
    func statement(of event: LogEventRow) async throws -> Statement {
        try await eventSealer(of: event.slot.patient, in: event.tree).statement(of: event)
    }
}
