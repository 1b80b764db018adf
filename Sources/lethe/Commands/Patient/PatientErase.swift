internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe patient erase PATIENT`.
struct PatientErase: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a patient with everything that is theirs, and certify it.",
        discussion: """
            The keys are destroyed in every key safe; there is no way back. The ground stands on the certificate: \
            write no name of a patient and nothing clinical into it.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var destroying: DestroyingOptions

    @Argument(help: "The patient's id.")
    var patient: PatientID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let erasure = ErasureDialogue(
            controller: controller,
            scope: .patient(patient),
            staff: try acting.staff(),
            options: destroying,
            format: options.format
        )
        try await erasure.run(on: console)
    }
}
