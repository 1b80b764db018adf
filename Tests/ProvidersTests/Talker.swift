import Dispatch
import Foundation
import Testing

/// A process that is talked to line by line, and can be stopped and continued.
final class Talker: Sendable {
    static let built = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .path

    private let id: Int32
    private let input: FileHandle
    private let output: FileHandle
    private let ear = DispatchQueue(label: "talker")

    /// Starts it; `listensToTalk` says whether standard error is listened to, instead of standard output.
    init(_ program: String, _ arguments: [String], listensToTalk: Bool = false) throws {
        let (input, output) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(filePath: Self.built + "/" + program)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        process.standardInput = input
        process.standardOutput = listensToTalk ? FileHandle.nullDevice : output
        process.standardError = listensToTalk ? output : FileHandle.nullDevice
        try process.run()
        id = process.processIdentifier
        self.input = input.fileHandleForWriting
        self.output = output.fileHandleForReading
    }

    /// Says a line and does not wait.
    func say(_ line: String) throws {
        try input.write(contentsOf: Data((line + "\n").utf8))
    }

    /// The next line that it says.
    func hear() async throws -> String {
        let line = await withCheckedContinuation { continuation in
            ear.async { [output] in
                var line: [UInt8] = []
                while let byte = try? output.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
                    line.append(byte)
                }
                continuation.resume(returning: String(decoding: line, as: UTF8.self))
            }
        }
        try #require(!line.isEmpty, "it said nothing more")
        return line
    }

    /// Says a line and waits for the answer.
    func ask(_ line: String) async throws -> String {
        try say(line)
        return try await hear()
    }

    func stop() { kill(id, SIGSTOP) }

    func goOn() { kill(id, SIGCONT) }

    deinit {
        kill(id, SIGCONT)
        kill(id, SIGKILL)
    }
}
