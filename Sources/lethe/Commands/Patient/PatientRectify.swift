internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe patient rectify PATIENT`.
struct PatientRectify: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "rectify",
        abstract: "Correct who a patient is as the law wants it (GDPR Art 16).",
        discussion: """
            What is not named stays as it was. The rules decide, as for `lethe record rectify`. Where what was wrong may \
            go, its keys are destroyed, and the search tokens of every patient are made anew under another index key, \
            so that no old copy can be asked for the old name or identifier; there is no way back. From then on the \
            patient is found by what is right alone.
            Example: lethe patient rectify ID --name 'Jürgen Groß' --ground 'Art 16 GDPR' --fact \
            rectification.object=master_data --fact rectification.controller_agrees=true --fact \
            disclosed_to_recipients=false --as 'Dr. Weiß'
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(
        help: "A strong identifier, SYSTEM|VALUE, in place of those of the same system; may be named again."
    )
    var identifier: [PatientIdentifier] = []

    @Option(help: "A strong identifier to be taken away, SYSTEM|VALUE; may be named again.")
    var withoutIdentifier: [PatientIdentifier] = []

    @OptionGroup var about: IdentityOptions

    @Option(help: "What is to be taken away; may be named again.")
    var without: [IdentityCorrection.Detail] = []

    @OptionGroup var rectifying: RectifyingOptions

    @Argument(help: "The patient's id.")
    var patient: PatientID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        if !rectifying.dryRun { try controller.requireRectifying(by: staff) }
        let correction = try IdentityCorrection(
            identifiers: identifier,
            withoutIdentifiers: withoutIdentifier,
            name: about.name,
            birthDate: about.birthDate,
            deathDate: about.deathDate,
            without: Set(without)
        )
        let dialogue = RectificationDialogue(
            controller: controller,
            subject: .identity(patient, correction),
            statement: try rectifying.statement(on: console),
            request: try rectifying.request(),
            staff: staff,
            format: options.format
        )
        try await dialogue.run(asks: !rectifying.yes, isDryRun: rectifying.dryRun, on: console)
    }
}
