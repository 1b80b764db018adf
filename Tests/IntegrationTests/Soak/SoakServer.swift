import Foundation
import Testing

/// The server of a vault, which is killed and started again.
final class SoakServer {
    private let copy: VaultCopy
    private var program: Program

    init(_ copy: VaultCopy) async throws {
        self.copy = copy
        program = try await Self.start(copy)
    }

    /// Its memory now, in KiB.
    var memory: Int { program.memory }

    /// Kills it as by `kill -9` and starts another.
    func replace() async throws {
        program.send(SIGKILL)
        _ = try await program.outcome(within: .seconds(60))
        program = try await Self.start(copy)
    }

    /// Asks it to end, and expects that it does.
    func stop() async throws {
        program.terminate()
        let outcome = try await program.outcome(within: .seconds(120))
        #expect(outcome.code == 0, "\(outcome.talk)")
    }

    private static func start(_ copy: VaultCopy) async throws -> Program {
        let program = try Program(
            Program.lethe,
            ["server", "run", "--vault", copy.vault.path, "--wait", "60s"],
            in: copy.root
        )
        while !program.talk.contains("serving the vault") {
            try #require(!program.talk.contains("lethe: stop"), "\(program.talk)")
            try await Task.sleep(for: .milliseconds(20))
        }
        return program
    }
}
