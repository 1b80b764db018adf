internal import Foundation

/// The console of the process itself.
struct TerminalConsole: Console {
    let workingDirectory = FileManager.default.currentDirectoryPath

    func write(_ bytes: [UInt8]) async throws {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
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
