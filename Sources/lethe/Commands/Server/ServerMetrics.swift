internal import ArgumentParser
internal import VaultCore
internal import VaultStorage

/// `lethe server metrics`.
struct ServerMetrics: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Print what the vault's server has measured, in the text format of Prometheus.",
        discussion: """
            How often, how long and how it ended: stores, amendments, reads, erasures, the ledger's batches, database \
            connections, callers. Nothing about patients, staff or records.
            """
    )

    @OptionGroup var options: VaultOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        guard let book = MetricsBook.ofServer.withLock(\.self) else {
            throw VaultError(.notFound, "no server runs for this vault; only a server measures")
        }
        try await console.write(Array(book.text.utf8))
    }
}
