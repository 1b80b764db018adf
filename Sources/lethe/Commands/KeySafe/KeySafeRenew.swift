internal import ArgumentParser

/// `lethe key-safe renew`.
struct KeySafeRenew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Renew keys.",
        subcommands: [KeySafeRenewKeys.self, KeySafeRenewIndex.self]
    )
}
