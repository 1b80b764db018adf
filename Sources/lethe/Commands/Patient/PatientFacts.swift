internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe patient facts PATIENT`.
struct PatientFacts: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "What the rules are told about a person and their whole file; with --fact, state it anew.",
        discussion: """
            Facts of the person, such as subject.death, and holds and restrictions that stand on the whole file until \
            they are changed. Who stated them, when and why is kept.
            Example: lethe patient facts ID --fact hold.claim_open=true --reason 'claim of 3 March' --as 'Dr. Weiß'
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The patient's id.")
    var patient: PatientID

    @Option(help: "A fact, NAME=VALUE; may be named again. NAME= takes one back.")
    var fact: [String] = []

    @Option(help: "Why it is stated; kept with it.")
    var reason: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        let facts = try FactArguments(fact).texts
        if !facts.isEmpty {
            try await controller.state(facts, about: patient, reason: reason, by: staff)
            guard why.purpose != nil else { return try await console.say("stated") }
        }
        let (known, stated) = try await controller.facts(about: patient, by: staff, for: why.purpose)
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "facts": .object(known.mapValues { .string($0) }),
                    "stated": FactsOutput(stated).json,
                ])
            )
        case .table:
            for (name, value) in known.sorted(by: { $0.key < $1.key }) {
                try await console.print("fact      \(name.printed) = \(value.printed)")
            }
            for line in FactsOutput(stated).lines { try await console.print(line) }
        }
    }
}
