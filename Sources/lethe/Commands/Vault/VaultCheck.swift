internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe vault check`.
struct VaultCheck: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Test every invariant between database, keys, ledger and bodies.",
        discussion: "The invariants are listed in docs/operations.md. Exit code 1 when one does not hold."
    )

    @OptionGroup var options: VaultOptions

    @Flag(help: "Open every part and compute every commitment again.")
    var deep = false

    func run(in open: OpenVault, on console: any Console) async throws {
        try await open.vault.flush()
        var failed = 0
        var reports: [CanonicalJSON] = []
        for (row, result) in try await open.vault.controllers() {
            guard let controller = try result?.get() else { continue }
            for result in try await controller.check(deep: deep) {
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
