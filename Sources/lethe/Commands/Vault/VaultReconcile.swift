internal import ArgumentParser
internal import Evidence
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe vault reconcile`.
struct VaultReconcile: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract:
            "After a restore: repeat the erasures an older database does not know, say what is lost, open.",
        discussion: """
            A database that is older than its key safe or its ledger stays closed. This command repeats every erasure that \
            was made since, takes the missing entries of the ledger, gives no place of a key out twice, and says so in the \
            ledger. It cannot bring back what was stored since: put the newer database back if there is one. Interrupted, \
            it is run again.
            """
    )

    @OptionGroup var options: VaultOptions

    @Flag(help: "Show what would be repeated and what is lost, and change nothing.")
    var dryRun = false

    @Flag(help: "Do not ask.")
    var yes = false

    func run(in open: OpenVault, on console: any Console) async throws {
        guard !options.drill else {
            throw VaultError(.denied, "this is a restore drill: it reads and changes nothing")
        }
        let found = try await open.vault.shortfalls()
        guard !found.isEmpty else { return try await showLast(of: open.vault, on: console) }
        let behind = found.compactMap { row, shortfall in (try? shortfall.get()).map { (row, $0) } }
        if dryRun || !yes || behind.isEmpty {
            try await show(behind, on: console)
        }
        if !dryRun, !behind.isEmpty {
            try await confirm(on: console)
            for (row, _) in behind {
                let result = try await open.vault.reconcile(row)
                switch options.format {
                case .json: try await console.print(json: result.json(name: row.name))
                case .table: for line in result.lines(name: row.name) { try await console.print(line) }
                }
            }
        }
        // Why the others stay closed.
        for (row, shortfall) in found {
            if case .failure(let error) = shortfall {
                if found.count > 1 { try await console.say("\(row.name) stays closed") }
                throw error
            }
        }
    }

    private func show(_ behind: [(ControllerRow, Shortfall)], on console: any Console) async throws {
        for (row, shortfall) in behind {
            if dryRun, options.format == .json {
                try await console.print(json: shortfall.json(name: row.name))
            } else {
                for line in shortfall.lines(name: row.name) {
                    // What is asked about goes where the question goes.
                    if dryRun { try await console.print(line) } else { try await console.say(line) }
                }
            }
        }
    }

    private func confirm(on console: any Console) async throws {
        guard !yes else { return }
        let answer = try await console.ask(
            "What was lost can be had only from a newer database. Type RECONCILE to go on with this one:"
        )
        guard let answer else {
            throw ValidationError("nobody can be asked here; say --yes to reconcile")
        }
        guard answer == "RECONCILE" else { throw VaultError(.denied, "nothing was reconciled") }
    }

    private func showLast(of vault: Vault, on console: any Console) async throws {
        let last = try await vault.lastReconciliations()
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "behind": .bool(false),
                    "reconciled": .array(last.map { $0.result.json(name: $0.row.name) }),
                ])
            )
        case .table:
            try await console.print(
                "No database is older than its key safe or its ledger; there is nothing to do"
            )
            for (row, result) in last {
                try await console.print("The last time, \(Words.time(result.endedAt)):")
                for line in result.lines(name: row.name) { try await console.print(line) }
            }
        }
    }
}
