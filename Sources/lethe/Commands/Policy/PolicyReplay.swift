internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe policy replay`.
struct PolicyReplay: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Decide kept decisions again, by the rules, the facts and the day of then.",
        discussion: """
            Outcome, dates, rules and citations must come out the same; exit code 3 when something does not. Decisions \
            are kept as long as the version that they are about; those behind an erasure are kept with its order.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "One decision, by its id.")
    var decision: DecisionID?

    @Option(help: "All decisions about the versions of a record.")
    var record: RecordID?

    @Option(help: "The decisions behind an erasure, by the id of its certificate.")
    var certificate: CertificateID?

    @Flag(help: "All decisions of the controller, those behind its erasures among them.")
    var all = false

    func validate() throws {
        guard [decision != nil, record != nil, certificate != nil, all].count(where: { $0 }) == 1 else {
            throw ValidationError("name a decision, a record with --record, --certificate, or --all")
        }
    }

    private var subject: ReplaySubject {
        if let decision { return .decision(decision) }
        if let record { return .record(record) }
        if let certificate { return .erasure(certificate) }
        return .everything
    }

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let replay = try await controller.replay(subject, by: acting.staff())
        switch options.format {
        case .json:
            let findings = replay.findings.map { finding in
                CanonicalJSON.object([
                    "differences": .array(finding.lines.map { .string($0) }),
                    "subject": .string(finding.subject),
                ])
            }
            try await console.print(
                json: .object(["different": .array(findings), "same": .integer(Int64(replay.same))])
            )
        case .table:
            for finding in replay.findings {
                try await console.print("\(finding.subject):")
                for line in finding.lines { try await console.print("  \(line)") }
            }
            try await console.print(
                "\(counted(replay.same, "decision")) came out as kept, \(replay.findings.count) did not"
            )
        }
        if !replay.findings.isEmpty { throw ExitCode(CommandStatus.invalid) }
    }
}
