import Foundation
import Testing
import VaultCore
import VaultCrypto
import VaultModel
import VaultStorage

/// A copy of the sample vault with its key safes, for one test.
final class VaultCopy: Sendable {
    let directory: TemporaryDirectory
    let sample: Sample

    /// The directory that holds the vault `v` and the places of the key safe `a` and `b`.
    var root: String { directory.path }
    var vault: VaultDirectory { VaultDirectory(root + "/v") }
    var places: [String] { Self.places(in: root) }

    static func places(in root: String) -> [String] { [root + "/a", root + "/b"] }

    /// Copies the sample vault, lends the copy and removes it.
    ///
    /// - Parameter limit: How long it may be used; time spent waiting for a turn does not count. A test that is not done
    ///   by then hangs, and the whole run is ended, since nothing else would end it.
    static func lend<Value>(
        limit: Duration = .seconds(300),
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (VaultCopy) async throws -> Value
    ) async throws -> Value {
        try await Turns.shared.take {
            let copy = try await VaultCopy()
            let watchdog = Task {
                try await Task.sleep(for: limit)
                fatalError("not done within \(limit): \(sourceLocation)")
            }
            defer { watchdog.cancel() }
            return try await body(copy)
        }
    }

    private init() async throws {
        let template = try await SampleVault.shared.value
        directory = try TemporaryDirectory()
        sample = template.sample
        try await copyTree(template.directory.path + "/.", to: root)
        let configuration = try VaultConfiguration(of: vault)
        try configuration.with(keySafes: places).write(to: vault)
    }

    /// Copies files with owners, permissions and times.
    func copyTree(_ source: String, to target: String) async throws {
        let copy = try await Program.run("/bin/cp", ["-a", "--reflink=auto", "--", source, target])
        try #require(copy.code == 0, "\(copy.talk)")
    }

    /// Runs `lethe` on the copy.
    func lethe(
        _ arguments: [String],
        dieAt point: CrashPoint? = nil,
        environment: [String: String] = [:]
    ) async throws -> Outcome {
        var environment = environment
        environment["LETHE_VAULT"] = vault.path
        environment["LETHE_LOG_LEVEL"] = "critical"
        if let point { environment["LETHE_DIE_AT"] = point.description }
        return try await Program.run(Program.lethe, arguments, in: root, environment: environment)
    }

    /// Runs a command of the first controller's staff and answers in JSON.
    func care(_ arguments: String...) async throws -> Outcome {
        try await care(arguments)
    }

    /// Runs a command of the first controller's staff and answers in JSON.
    func care(_ arguments: [String], dieAt point: CrashPoint? = nil) async throws -> Outcome {
        try await lethe(
            arguments + ["--controller", Sample.controller, "--as", Sample.staff, "--format", "json"],
            dieAt: point
        )
    }

    /// Has a server own the vault meanwhile; commands find it and are much faster.
    func served<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await servedBy { _ in try await body() }
    }

    /// The same, and lends the server.
    func servedBy<Value>(_ body: (Program) async throws -> Value) async throws -> Value {
        let server = try Program(Program.lethe, ["server", "run", "--vault", vault.path], in: root)
        while !server.talk.contains("serving the vault") {
            try #require(!server.talk.contains("lethe: stop"), "\(server.talk)")
            try await Task.sleep(for: .milliseconds(20))
        }
        let result: Result<Value, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        server.terminate()
        let outcome = try await server.outcome(within: .seconds(60))
        #expect(outcome.code == 0, "\(outcome.talk)")
        return try result.get()
    }

    /// Writes a file into the copy's directory and gives its path.
    func file(_ bytes: [UInt8], named name: String) throws -> String {
        let path = root + "/" + name
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// Opens the vault in this process, lends it and closes it.
    func open<Value>(
        faults: FaultPlan = .none,
        isDrill: Bool = false,
        clock: VaultClock? = nil,
        _ body: (ControllerVault, OpenVault) async throws -> Value
    ) async throws -> Value {
        var options = OpenVault.Options.test(faults: faults, isDrill: isDrill)
        options.clock = clock
        return try await open(options, body)
    }

    /// Opens the vault in this process, lends it and closes it.
    func open<Value>(
        _ options: OpenVault.Options,
        _ body: (ControllerVault, OpenVault) async throws -> Value
    ) async throws -> Value {
        let open = try await OpenVault.open(vault, options: options)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(try await open.vault.controller(named: Sample.controller), open))
        } catch {
            result = .failure(error)
        }
        do {
            try await open.close()
        } catch {
            _ = try result.get()
            throw error
        }
        return try result.get()
    }
}

extension VaultConfiguration {
    /// The same vault with its key safes elsewhere.
    func with(keySafes: [String]) -> VaultConfiguration {
        VaultConfiguration(
            vault: vault,
            incarnation: incarnation,
            isRehearsal: isRehearsal,
            database: database,
            keySafes: keySafes,
            acceptsWeakKeySafe: acceptsWeakKeySafe,
            clockOffset: clockOffset
        )
    }
}
