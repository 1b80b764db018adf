internal import ArgumentParser
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// `lethe vault status`.
struct VaultStatus: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What runs, what is due, what is unsafe.",
        discussion: "Ends with 4 when a controller is closed."
    )

    @OptionGroup var options: VaultOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        var reports: [CanonicalJSON] = []
        var isClosed = false
        let heading = open.configuration.isRehearsal ? "Rehearsal vault" : "Vault"
        if options.format == .table {
            try await console.print("\(heading) \(open.configuration.vault) in \(open.directory.path)")
        }
        let note = Self.isOnOneDevice(open) ? Self.togetherOnly : nil
        if let note, options.format == .table { try await console.print("note: \(note)") }
        for (row, result) in try await open.vault.controllers() {
            switch result {
            case .success(let controller):
                let overview = try await controller.overview()
                reports.append(overview.json(name: row.name))
                guard options.format == .table else { continue }
                for line in overview.lines(name: row.name) { try await console.print(line) }
            case .failure(let failure):
                isClosed = true
                let error = CommandStatus(of: failure)
                reports.append(
                    .object(["closed": .string(error.message ?? "unknown"), "name": .string(row.name)])
                )
                if options.format == .table {
                    try await console.print("\(row.name): closed: \(error.message ?? "unknown")")
                }
            case nil:
                reports.append(.object(["closed": .string("unfinished"), "name": .string(row.name)]))
                if options.format == .table {
                    try await console.print(
                        "\(row.name): not finished; run `lethe controller create` with this name again"
                    )
                }
            }
        }
        if options.format == .json {
            try await console.print(
                json: .object([
                    "controllers": .array(reports), "note": note.map { .string($0) } ?? .null,
                    "rehearsal": .bool(open.configuration.isRehearsal),
                    "vault": .string(open.configuration.vault.description),
                ])
            )
        }
        if isClosed { throw ExitCode(CommandStatus.partial) }
    }

    private static let togetherOnly =
        "every key safe lies on the device of this vault. If all of it is put back to an older state, as a snapshot of the "
        + "machine does, nothing in it can tell, and what was erased since is readable again. Keep one place on another machine's "
        + "disk, and `lethe ledger status` outside: `lethe vault check --checkpoint` compares"

    /// Whether no place of the key safe is kept apart from the vault.
    private static func isOnOneDevice(_ open: OpenVault) -> Bool {
        guard let device = try? FileSystem.status(of: open.directory.path).device else { return false }
        return open.configuration.keySafes.allSatisfy { (try? FileSystem.status(of: $0).device) == device }
    }
}
