import Foundation
import Testing

/// A program of the system or of this package, run as a process of its own with nothing of our environment.
enum Program {
    /// The directory of the programs that were built with these tests.
    static let built = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .path

    /// The program `lethe`.
    static let lethe = built + "/lethe"

    /// Runs a program and waits for its end without holding a thread.
    ///
    /// Standard input is empty. One that is not done within `limit` is killed, and the test fails.
    static func run(
        _ program: String,
        _ arguments: [String],
        in directory: String = "/",
        environment: [String: String] = [:],
        limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        let files = try TemporaryDirectory()
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try files.newFile("output")
        process.standardError = try files.newFile("talk")
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        let id = process.processIdentifier
        let watchdog = Task {
            try await Task.sleep(for: limit)
            Issue.record("\(program) \(arguments.joined(separator: " ")) took longer than \(limit)")
            kill(id, SIGKILL)
        }
        for await _ in ends {}
        watchdog.cancel()
        return Outcome(
            code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try files.bytes("output"),
            talk: String(decoding: try files.bytes("talk"), as: UTF8.self)
        )
    }
}
