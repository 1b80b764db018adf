internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe patient register`.
struct PatientRegister: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a patient.",
        discussion:
            "Example: lethe patient register --identifier 'urn:mrn|12345' --name 'Jürgen Groß' --birth-date 1958-03-14"
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "A strong identifier, SYSTEM|VALUE; at least one.")
    var identifier: [PatientIdentifier]

    @OptionGroup var about: IdentityOptions

    @Option(help: "A fact about the person or their whole file, NAME=VALUE; may be named again.")
    var fact: [String] = []

    func run(in open: OpenVault, on console: any Console) async throws {
        let identity = try about.identity(identifier)
        let facts = try FactArguments(fact).texts
        let controller = try await open.vault.controller(named: acting.controller)
        let patient = try await controller.register(identity, stating: facts, by: acting.staff())
        switch options.format {
        case .json: try await console.print(json: .object(["patient": .string(patient.description)]))
        case .table: try await console.print("Registered patient \(patient)")
        }
    }
}
