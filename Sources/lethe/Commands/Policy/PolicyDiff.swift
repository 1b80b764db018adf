internal import ArgumentParser
internal import PolicyEngine
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe policy diff OLD NEW`.
struct PolicyDiff: RulesCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What another rulebook would change: rule by rule, and for everything that is stored.",
        discussion: """
            OLD and NEW are a folder of rules, `active`, `built-in`, or the first digits of the digest of a rulebook that the \
            vault has. Every stored version is asked about under both; nothing is changed. Without a vault, or with --rules-only, \
            the rules alone are compared. Example: lethe policy diff active ./policies --as NAME
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The rules that are.")
    var old: RulesArgument

    @Argument(help: "The rules that would be.")
    var new: RulesArgument

    @Flag(help: "Compare the rules alone and open no vault.")
    var rulesOnly = false

    @Option(help: "retain, erase or disclose; may be named again. Otherwise all three.")
    var decision: [String] = []

    @Option(
        help: "The day of the decisions (YYYY-MM-DD); otherwise the later of today and the first day of NEW."
    )
    var asOf: Day?

    @Option(help: "How many records of each group are named.")
    var examples = 3

    func validate() throws {
        guard (0...1000).contains(examples) else { throw ValidationError("--examples takes 0 to 1000") }
        _ = try kinds()
    }

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let impact = try await controller.compareRulebooks(
            try await old.source(on: console),
            try await new.source(on: console),
            kinds: kinds(),
            asOf: asOf,
            examples: examples,
            by: acting.staff()
        )
        let output = DiffOutput(rules: impact.rules, impact: impact)
        try await output.print(as: options.format, on: console)
    }

    func runWithoutVault(on console: any Console) async throws {
        let before = try await old.rulebook(on: console)
        let after = try await new.rulebook(on: console)
        try await console.say("the rules alone are compared, no stored record")
        let output = DiffOutput(rules: RulebookComparison(before, after), impact: nil)
        try await output.print(as: options.format, on: console)
    }

    private func kinds() throws -> [DecisionKind] {
        guard !decision.isEmpty else { return ControllerVault.comparedKinds }
        return try decision.map { name in
            guard let kind = DecisionKind(rawValue: name), ControllerVault.comparedKinds.contains(kind) else {
                throw ValidationError("--decision takes retain, erase or disclose")
            }
            return kind
        }
    }
}
