internal import ArgumentParser
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// `lethe vault check`.
struct VaultCheck: ReplicaCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Test every invariant between database, keys, ledger and bodies.",
        discussion: "The invariants are listed in docs/operations.md. Exit code 1 when one does not hold."
    )

    @OptionGroup var options: VaultOptions

    @Flag(help: "Open every part and compute every commitment again.")
    var deep = false

    @Flag(help: "Open only files that have changed since they were last found whole, as deeply.")
    var changed = false

    @Option(
        help:
            "Compare the ledger with a checkpoint that was kept outside, as `lethe ledger status` wrote it.",
        completion: .file()
    )
    var checkpoint: String?

    /// The largest checkpoint that is read, in bytes.
    private static let maximumCheckpoint = 1 << 20

    func run(in open: OpenVault, on console: any Console) async throws {
        let note = try checkpoint.map {
            try FileSystem.read(console.absolute($0), limit: Self.maximumCheckpoint)
        }
        var isCompared = note == nil
        try await open.vault.flush()
        var failed = 0
        var reports: [CanonicalJSON] = []
        for (row, result) in try await open.vault.controllers() {
            guard let controller = try result?.get() else { continue }
            var results = try await controller.check(CheckDepth(isDeep: deep, onlyChanged: changed))
            if let note, let result = try controller.check(against: note) {
                results.append(result)
                isCompared = true
            }
            for result in results {
                if !result.holds { failed += 1 }
                reports.append(Self.json(result, controller: row.name))
                if options.format == .table {
                    let violation = result.violation.map { ": \($0)" } ?? ""
                    try await console.print(
                        "\(result.holds ? "ok  " : "FAIL") \(row.name): \(result.invariant)\(violation)"
                    )
                }
            }
        }
        if options.format == .json {
            try await console.print(
                json: .object(["failed": .integer(Int64(failed)), "results": .array(reports)])
            )
        }
        guard isCompared else {
            throw VaultError(.notFound, "the checkpoint is of no ledger of this vault")
        }
        guard failed == 0 else {
            throw VaultError(.damaged, "\(failed) invariant\(failed == 1 ? " does" : "s do") not hold")
        }
    }

    private static func json(_ result: CheckResult, controller: String) -> CanonicalJSON {
        .object([
            "controller": .string(controller),
            "holds": .bool(result.holds),
            "invariant": .string(result.invariant),
            "violation": result.violation.map { .string($0) } ?? .null,
        ])
    }
}
