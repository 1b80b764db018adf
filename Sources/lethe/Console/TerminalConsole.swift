internal import Foundation
internal import VaultCore

/// The console of the process itself.
struct TerminalConsole: Console {
    let workingDirectory = FileManager.default.currentDirectoryPath

    func write(_ bytes: [UInt8]) async throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            throw VaultError(
                .unusable,
                "the result could not be written to standard output: is the disk full, or has the reader gone?"
            )
        }
    }

    func say(_ line: String) async throws {
        try FileHandle.standardError.write(contentsOf: Data(("lethe: " + line + "\n").utf8))
    }

    func ask(_ question: String) async throws -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return nil }
        try FileHandle.standardError.write(contentsOf: Data((question + " ").utf8))
        return readLine()
    }
}
