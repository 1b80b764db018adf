internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe patient identify [PATIENT]`.
struct PatientIdentify: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify",
        abstract: "Say again who a patient is, after a restore that lost it.",
        discussion: """
            Whose name or identifier was corrected after a backup was made has neither once that backup was put back: \
            what was wrong stays erased, and what was right is not in it. Without PATIENT it lists them; the records say \
            to whom they belong. Whoever is known is corrected with `lethe patient rectify`.
            Example: lethe patient identify ID --identifier 'urn:mrn|12345' --name 'Jürgen Groß' --as 'Dr. Weiß'
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The patient's id.")
    var patient: PatientID?

    @Option(help: "A strong identifier, SYSTEM|VALUE; may be named again.")
    var identifier: [PatientIdentifier] = []

    @OptionGroup var about: IdentityOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        guard let patient else { return try await list(controller, on: console) }
        let identity = try about.identity(identifier)
        try await controller.identify(patient, as: identity, by: acting.staff())
        switch options.format {
        case .json: try await console.print(json: .object(["patient": .string(patient.description)]))
        case .table: try await console.print("Patient \(patient) is found again by what was said")
        }
    }

    private func list(_ controller: ControllerVault, on console: any Console) async throws {
        let ids = try await controller.unnamedPatients().map(\.description)
        switch options.format {
        case .json:
            try await console.print(json: .object(["patients": .array(ids.map { .string($0) })]))
        case .table:
            try await console.print(
                ids.isEmpty ? "It is known of every patient who they are" : ids.joined(separator: "\n")
            )
        }
    }
}
