import Foundation
import Testing

/// A program of the system or of this package, running as a process of its own with nothing of our environment.
final class Program {
    /// The directory of the programs that were built with these tests.
    static let built = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .path

    /// The program `lethe`.
    static let lethe = built + "/lethe"

    private let files: TemporaryDirectory
    private let process = Process()
    private let ends: AsyncStream<Void>
    private let name: String

    /// Starts a program; its standard input is empty.
    init(
        _ program: String,
        _ arguments: [String],
        in directory: String = "/",
        environment: [String: String] = [:]
    ) throws {
        files = try TemporaryDirectory()
        name = ([program] + arguments).joined(separator: " ")
        let (ends, end) = AsyncStream<Void>.makeStream()
        self.ends = ends
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try files.newFile("output")
        process.standardError = try files.newFile("talk")
        process.terminationHandler = { _ in end.finish() }
        try process.run()
    }

    /// Runs a program to its end.
    static func run(
        _ program: String,
        _ arguments: [String],
        in directory: String = "/",
        environment: [String: String] = [:],
        limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        try await Program(program, arguments, in: directory, environment: environment).outcome(within: limit)
    }

    /// What it has said on standard error so far.
    var talk: String { (try? files.bytes("talk")).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    /// The most memory that it had resident at one time, in bytes; with `reset` counted from now.
    func mostMemory(reset: Bool = false) throws -> Int {
        let folder = "/proc/\(process.processIdentifier)"
        // proc(5), `clear_refs`.
        if reset { try "5".write(toFile: folder + "/clear_refs", atomically: false, encoding: .ascii) }
        let lines = try String(contentsOfFile: folder + "/status", encoding: .utf8).split(separator: "\n")
        let words = try #require(lines.first { $0.hasPrefix("VmHWM:") }).split(separator: " ")
        return try #require(words.dropFirst().first.flatMap { Int($0) }) * 1024
    }

    /// How much memory it has now, in KiB; 0 when it has ended.
    var memory: Int {
        let path = "/proc/\(process.processIdentifier)/status"
        let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }

    /// Asks it to end.
    func terminate() {
        process.terminate()
    }

    /// Sends it a signal.
    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits for its end without holding a thread.
    ///
    /// One that is not done within `limit` is killed, and the test fails.
    func outcome(within limit: Duration) async throws -> Outcome {
        let id = process.processIdentifier
        let name = name
        let watchdog = Task {
            try await Task.sleep(for: limit)
            Issue.record("\(name) took longer than \(limit)")
            kill(id, SIGKILL)
        }
        for await _ in ends {}
        watchdog.cancel()
        // Who is cancelled does not wait to the end, and a program that runs has no outcome.
        if Task.isCancelled {
            kill(id, SIGKILL)
            process.waitUntilExit()
        }
        return Outcome(
            code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try files.bytes("output"),
            talk: talk
        )
    }
}
