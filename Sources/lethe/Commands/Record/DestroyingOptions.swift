internal import ArgumentParser

/// The options of a command that destroys.
struct DestroyingOptions: ParsableArguments {
    @Option(help: "Why; it stands on the certificate.")
    var ground: String?

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Show what would be erased and stop.")
    var dryRun = false
}
