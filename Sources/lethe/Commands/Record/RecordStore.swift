internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe record store FILE`.
struct RecordStore: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Store a document of a patient; its bytes are kept exactly.",
        discussion: "Example: lethe record store discharge.pdf --patient ID --class clinical_core"
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var about: IntakeOptions

    @Argument(help: "The file: FHIR, CDA, PDF, DICOM, text or any other.", completion: .file())
    var file: String

    @Option(help: "The patient's id.")
    var patient: PatientID

    @Option(help: "The number of the episode it belongs to.")
    var episode: Int32?

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let intake = try about.intake(file, episode: episode, on: console)
        let stored = try await controller.store(intake, for: patient, by: acting.staff())
        try await StoredOutput(stored).print(as: options.format, verb: "Stored", on: console)
        if let why = try await controller.whyUndecided(stored) {
            try await console.say("how long it must be kept is not decided yet: \(why)")
        }
    }
}
