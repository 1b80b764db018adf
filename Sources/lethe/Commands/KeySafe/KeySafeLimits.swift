internal import ArgumentParser
internal import Keyring
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe limits`.
struct KeySafeLimits: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits",
        abstract: "How much the key safe destroys within a day by itself, and who can approve more.",
        discussion: """
            Without an option it shows the limits. Stricter ones come into force at once; wider ones, and other \
            approvers, when as many of the present approvers as now are needed have signed (exit code 4 until then). \
            Example: lethe key-safe limits --approver "A. Weber" --approver "B. Roth" --approvals 2 --as "A. Weber"
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "How many patients may be erased as a whole within 24 hours without approval.")
    var patients: Int64?

    @Option(help: "How many single versions may be erased within 24 hours without approval.")
    var versions: Int64?

    @Option(help: "How many approvers must sign what goes beyond.")
    var approvals: Int?

    @Option(help: "An approver, by the name they are registered under with a key; name all of them.")
    var approver: [String] = []

    @Option(help: "How many hours a sweep waits between its announcement and its destruction.")
    var coolingOffHours: Int64?

    private var change: LimitsChange? {
        let figures = [patients, versions, coolingOffHours, approvals.map(Int64.init)]
        guard figures.contains(where: { $0 != nil }) || !approver.isEmpty else { return nil }
        return LimitsChange(
            patients: patients,
            versions: versions,
            coolingOff: coolingOffHours.map { $0.multipliedReportingOverflow(by: 3600) }.map {
                $0.overflow ? .max : $0.partialValue
            },
            approvals: approvals,
            approvers: approver.isEmpty ? nil : approver
        )
    }

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        var waiting: HeldOrder?
        if let change { waiting = try await controller.setLimits(change, by: acting.staff()) }
        let limits = try await controller.limits()
        switch options.format {
        case .json:
            let request: CanonicalJSON =
                waiting.map { .string($0.waiting.order.request.description) } ?? .null
            try await console.print(json: .object(["limits": limits.json, "waiting": request]))
        case .table:
            try await console.print(limits.sentence)
        }
        guard let waiting else { return }
        let request = waiting.waiting.order.request
        try await console.say(
            "these limits wait for \(waiting.standing.of) approvals: lethe key-safe approve \(request) --key FILE"
        )
        throw ExitCode(CommandStatus.partial)
    }
}
