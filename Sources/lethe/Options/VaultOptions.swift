internal import ArgumentParser
internal import Foundation

/// The options of every command that works on a vault.
struct VaultOptions: ParsableArguments {
    @Option(help: "The vault's directory; otherwise the environment's LETHE_VAULT, otherwise this directory.")
    var vault: String?

    @Option(help: "How results are written.")
    var format = OutputFormat.table

    @Option(help: "How long to wait for another process that has the vault open, such as 30s.")
    var wait = WaitTime(seconds: 30)

    @Flag(
        help:
            "Restore drill: open this copy of a vault with today's key safes; read only, nothing is changed."
    )
    var drill = false

    @Flag(
        help: ArgumentHelp(
            "Read from a streaming replica of the database, beside the server that runs: for `vault check` and `retention preview`."
        )
    )
    var replica = false

    /// The vault's directory as given, from wherever it was given.
    var directory: String {
        vault ?? ProcessInfo.processInfo.environment["LETHE_VAULT"] ?? "."
    }
}
