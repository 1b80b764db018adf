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
    static func lend<Value>(_ body: (VaultCopy) async throws -> Value) async throws -> Value {
        try await Turns.shared.take { try await body(try await VaultCopy()) }
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
        if let point { environment["LETHE_DIE_AT"] = point.description }
        return try await Program.run(Program.lethe, arguments, in: root, environment: environment)
    }

    /// Opens the vault in this process, lends it and closes it.
    func open<Value>(
        faults: FaultPlan = .none,
        isDrill: Bool = false,
        _ body: (ControllerVault, OpenVault) async throws -> Value
    ) async throws -> Value {
        let open = try await OpenVault.open(vault, options: .test(faults: faults, isDrill: isDrill))
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
