internal import ArgumentParser

/// `lethe ledger`.
struct LedgerGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "The append-only log of commitments.",
        subcommands: [LedgerStatus.self, LedgerProve.self]
    )
}
