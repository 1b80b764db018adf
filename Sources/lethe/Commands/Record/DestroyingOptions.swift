internal import ArgumentParser
internal import VaultCore

/// The options of a command that destroys.
struct DestroyingOptions: ParsableArguments {
    @Option(help: "Why; it stands on the certificate.")
    var ground: String?

    @Option(
        help:
            "A fact about the request for the rules, NAME=VALUE, such as request.ground=no_longer_needed; may be named again."
    )
    var fact: [String] = []

    @Flag(help: "A person has confirmed what the rules want confirmed.")
    var confirmed = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Show what would be erased and stop.")
    var dryRun = false

    /// What is asked for.
    ///
    /// - Throws: ``VaultError`` without a ground that can be printed, a usage error for a malformed fact.
    func request() throws -> ErasureRequest {
        try ErasureRequest(
            ground: ground ?? (dryRun ? "only looked at" : nil),
            facts: FactArguments(fact).texts,
            isConfirmed: confirmed
        )
    }
}
