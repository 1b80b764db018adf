/// A console whose results say that they come from a rehearsal vault.
struct RehearsalConsole: Console {
    let base: any Console
    let isRehearsal = true

    var workingDirectory: String { base.workingDirectory }

    func write(_ bytes: [UInt8]) async throws {
        try await base.write(bytes)
    }

    func say(_ line: String) async throws {
        try await base.say("REHEARSAL: " + line)
    }

    func ask(_ question: String) async throws -> String? {
        try await base.ask("REHEARSAL: " + question)
    }
}
