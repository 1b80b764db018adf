internal import VaultModel

/// Where a command talks: results to standard output, talk to standard error, questions to the terminal.
///
/// A command that a server runs for somebody talks to that somebody's console through the socket.
protocol Console: Sendable {
    /// The directory that relative paths start from.
    var workingDirectory: String { get }

    /// Writes bytes of a result to standard output.
    func write(_ bytes: [UInt8]) async throws

    /// Writes a line of talk to standard error.
    func say(_ line: String) async throws

    /// Whether results are marked as coming from a rehearsal vault.
    var isRehearsal: Bool { get }

    /// Asks a question and returns the line that was typed; `nil` where nobody can answer.
    func ask(_ question: String) async throws -> String?
}

extension Console {
    /// No; ``RehearsalConsole`` says otherwise.
    var isRehearsal: Bool { false }

    /// Writes a line of a result for people; what a terminal would obey is made visible.
    func print(_ line: String) async throws {
        try await write(Array((line.printed + "\n").utf8))
    }

    /// Writes one JSON object on a line.
    func print(json: CanonicalJSON) async throws {
        var json = json
        if isRehearsal, case .object(var members) = json {
            members["rehearsal"] = .bool(true)
            json = .object(members)
        }
        try await write(json.encoded + Array("\n".utf8))
    }

    /// The absolute form of a path given on the command line.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : workingDirectory + "/" + path
    }
}
