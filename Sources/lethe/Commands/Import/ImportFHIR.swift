internal import ArgumentParser
internal import FHIR
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe import fhir FILE...`.
struct ImportFHIR: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhir",
        abstract: "Store FHIR R4 resources, each as a record of its patient, their bytes as they came.",
        discussion: """
            Takes NDJSON (files named .ndjson), bundles (transaction, batch, collection, searchset, document) and single \
            resources. Patients are registered from their Patient. What is not about a patient goes to the office. A \
            transaction is stored whole or not at all. Nothing is stored twice: run it again after it was interrupted.

            Each refused resource is a line of the result. Exit code 4: some were refused.

            Example: lethe import fhir Patient.ndjson Observation.ndjson --source https://kis.example/fhir --as 'Dr. Weiß'
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The files.", completion: .file())
    var file: [String]

    @Option(help: "The address of the system that the ids come from; NDJSON needs it.")
    var source: String?

    @Option(help: "The patient whose that is which names nobody who is known, or several patients.")
    var patient: PatientID?

    @Option(name: .customLong("class"), help: "The class of what the rules' table of classes does not know.")
    var recordClass: RecordClass?

    @Option(help: "A fact about every resource, NAME=VALUE; may be named again.")
    var fact: [String] = []

    @Flag(help: "Pass over what is stored under the same id without comparing what it says.")
    var resume = false

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let files = try file.map { name in
            let source = try FileSource(path: console.absolute(name))
            return TextFile(name: name, source: source, size: source.size)
        }
        let work = try FHIRImport(
            into: controller,
            by: acting.staff(),
            options: FHIRImport.Options(
                source: source,
                patient: patient,
                recordClass: recordClass,
                facts: try FactArguments(fact).texts,
                isResumed: resume
            )
        )
        let progress = ImportProgress()
        let totals = try await work.run(files) { event in
            switch event {
            case .refused(let place, let reason): try await refused(place, reason, on: console)
            case .progress(let totals):
                guard let line = progress.line(totals) else { return }
                try await console.say(line)
            }
        }
        try await print(totals, on: console)
        if totals.refused > 0 { throw ExitCode(CommandStatus.partial) }
    }

    private func refused(_ place: String, _ reason: String, on console: any Console) async throws {
        switch options.format {
        case .json:
            try await console.print(json: .object(["refused": .string(place), "reason": .string(reason)]))
        case .table: try await console.print("refused: \(place): \(reason)")
        }
    }

    private func print(_ totals: ImportTotals, on console: any Console) async throws {
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "known": .integer(Int64(totals.known)), "patients": .integer(Int64(totals.patients)),
                    "refused": .integer(Int64(totals.refused)), "stored": .integer(Int64(totals.stored)),
                ])
            )
        case .table:
            try await console.print(
                "Stored \(counted(totals.stored, "record")); registered \(counted(totals.patients, "patient")); "
                    + "\(totals.known) stored before; \(totals.refused) refused"
            )
        }
    }
}
