internal import ArgumentParser

/// `lethe key-safe`.
struct KeySafeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key-safe",
        abstract: "The only thing in Lethe that must forget.",
        subcommands: [
            KeySafeList.self, KeySafeDeclare.self, KeySafeLimits.self, KeySafeWaiting.self, KeySafeSign.self,
            KeySafeApprove.self, KeySafeServe.self, KeySafeApprovers.self, KeySafeAdd.self,
            KeySafeRetire.self, KeySafeRenew.self,
        ]
    )
}
