internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe patient find`.
struct PatientFind: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find a patient by a strong identifier, or by full name and date of birth."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Option(help: "A strong identifier, SYSTEM|VALUE.")
    var identifier: PatientIdentifier?

    @Option(help: "The full name, together with --birth-date.")
    var name: String?

    @Option(help: "The date of birth (YYYY-MM-DD), together with --name.")
    var birthDate: Day?

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let patients: [PatientID]
        if let identifier {
            patients = try await controller.find(identifier, by: acting.staff(), for: why.purpose)
        } else if let name, let birthDate {
            patients = try await controller.find(
                name: name,
                birthDate: birthDate,
                by: acting.staff(),
                for: why.purpose
            )
        } else {
            throw ValidationError("name --identifier SYSTEM|VALUE, or --name and --birth-date")
        }
        switch options.format {
        case .json:
            try await console.print(
                json: .object(["patients": .array(patients.map { .string($0.description) })])
            )
        case .table:
            for patient in patients { try await console.print(patient.description) }
        }
        if patients.isEmpty { throw VaultError(.notFound, "nobody is registered with that") }
    }
}
