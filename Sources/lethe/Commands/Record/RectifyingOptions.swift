internal import ArgumentParser
internal import VaultCore

/// What every correction takes: the request as the rules need to know it, and whether to ask.
struct RectifyingOptions: ParsableArguments {
    @Option(help: "Why; it is kept with the correction, and stands on the certificate of what goes.")
    var ground: String?

    @Option(help: "A fact about the request for the rules, NAME=VALUE; may be named again.")
    var fact: [String] = []

    @Option(
        help: "The patient's statement of disagreement, kept with the record when the correction is refused.",
        completion: .file()
    )
    var statement: String?

    @Flag(help: "A person has confirmed what the rules want confirmed.")
    var confirmed = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Show what would be done and stop.")
    var dryRun = false

    /// The request.
    ///
    /// - Throws: ``VaultError`` as the request's own, a usage error for a fact that is not NAME=VALUE or named twice.
    func request() throws -> RectificationRequest {
        try RectificationRequest(
            ground: ground ?? (dryRun ? "only looked at" : nil),
            facts: FactArguments(fact).texts,
            isConfirmed: confirmed
        )
    }

    /// The statement of disagreement, if there is one.
    ///
    /// - Throws: `FileError` when it cannot be read.
    func statement(on console: any Console) throws -> Intake? {
        try statement.map { try Self.intake($0, on: console) }
    }

    /// A file about which nothing is said.
    ///
    /// - Throws: `FileError` when it cannot be read.
    static func intake(_ file: String, on console: any Console) throws -> Intake {
        let path = console.absolute(file)
        return Intake(
            source: try FileSource(path: path),
            name: path.split(separator: "/").last.map(String.init) ?? path,
            facts: nil
        )
    }
}
