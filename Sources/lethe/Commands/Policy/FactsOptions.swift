internal import ArgumentParser
internal import PolicyEngine
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The facts that a command on the rules alone asks about, and the day.
struct FactsOptions: ParsableArguments {
    @Option(help: "A fact, NAME=VALUE; may be named again.")
    var fact: [String] = []

    @Option(
        help: "A file with one fact per line; lines that begin with # are passed over.",
        completion: .file()
    )
    var facts: String?

    @Option(help: "The day of the decision (YYYY-MM-DD); otherwise today.")
    var asOf: Day?

    private static let fileLimit = 1 << 16

    /// The day of the decision.
    var day: Day { asOf ?? VaultClock.system.now.day }

    /// The facts as they were written.
    ///
    /// - Throws: A usage error for a line that is no fact; `FileError`.
    func arguments(on console: any Console) throws -> FactArguments {
        guard let facts else { return try FactArguments(fact) }
        let text = String(
            decoding: try FileSystem.read(console.absolute(facts), limit: Self.fileLimit),
            as: UTF8.self
        )
        let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#") }
        return try FactArguments(lines + fact)
    }
}
