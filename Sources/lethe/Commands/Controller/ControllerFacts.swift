internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe controller facts NAME`.
struct ControllerFacts: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "What the rules are told about a controller; with --fact, state it anew.",
        discussion: """
            It is about the organisation and stands in the database in the clear: write nothing about a person into it. \
            The rules decide by it at once; what was decided and certified stays.
            Example: lethe controller facts "Klinikum Probe" --fact controller.sgb5_provider=true --as "Dr. Weiß"
            """
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "Its name or id; not needed when there is one.")
    var name: String?

    @Option(
        help: "A fact, NAME=VALUE, such as processing.cloud=false; may be named again. NAME= takes one back."
    )
    var fact: [String] = []

    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        if let name, let other = acting.controller, name != other {
            throw ValidationError("two controllers are named; name one")
        }
        let controller = try await open.vault.controller(named: name ?? acting.controller)
        let facts = try FactArguments(fact).texts
        if !facts.isEmpty {
            try await controller.stateHouse(facts, by: acting.staff())
            try await console.say("stated; every patient's file waits for a review (`lethe job run`)")
        }
        let known = try await controller.houseFacts()
        switch options.format {
        case .json:
            try await console.print(json: .object(["facts": .object(known.mapValues { .string($0) })]))
        case .table:
            for (name, value) in known.sorted(by: { $0.key < $1.key }) {
                try await console.print("fact      \(name.printed) = \(value.printed)")
            }
        }
    }
}
