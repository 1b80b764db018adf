import Foundation
import Logging
import Testing
import VaultCore
import VaultCrypto
import VaultStorage

@testable import lethe

/// The vault's server when more ask than it can serve.
@Suite struct SocketServerTests {
    /// Who finds no room, or waits for too long, is told so in a sentence, and nothing was done.
    @Test func whoFindsNoRoomIsTold() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { _, open in
                let limits = SocketServer.Limits(running: 0, callers: 2)
                try await Self.serving(open, limits) { server in
                    let status = try await SocketClient.ask(
                        copy.vault,
                        to: ["vault", "status", "--wait", "0s"],
                        console: RecordingConsole()
                    )
                    #expect(status?.code == CommandStatus.failure)
                    #expect(status?.message?.contains("busy") == true, "\(status?.message ?? "")")
                    while server.callerCount > 0 { await Task.yield() }
                    let silent = try (0..<2).map { _ in try LocalSocket.connect(to: copy.vault.socket) }
                    while server.callerCount < 2 { await Task.yield() }
                    let console = RecordingConsole()
                    let refused = try await SocketClient.ask(
                        copy.vault,
                        to: ["vault", "status"],
                        console: console
                    )
                    #expect(refused?.message?.contains("too many callers") == true)
                    #expect(refused?.code == CommandStatus.failure)
                    #expect(console.output.isEmpty)
                    for socket in silent { socket.disconnect() }
                }
            }
        }
    }

    /// Two hundred callers at once, four at a time: each is served.
    @Test func manyCallersAreServedInTurn() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { _, open in
                try await Self.serving(open, SocketServer.Limits(running: 4)) { server in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<200 {
                            group.addTask {
                                let console = RecordingConsole()
                                let status = try await SocketClient.ask(
                                    copy.vault,
                                    to: ["controller", "list", "--format", "json"],
                                    console: console
                                )
                                #expect(status == .success)
                                #expect(!console.output.isEmpty)
                            }
                        }
                        try await group.waitForAll()
                    }
                    #expect(server.waitingCount == 0)
                }
            }
        }
    }

    private static func serving(
        _ open: OpenVault,
        _ limits: SocketServer.Limits,
        _ body: (SocketServer) async throws -> Void
    ) async throws {
        let server = try SocketServer(serving: open, logger: OpenVault.Options.test().logger, limits: limits)
        let running = Task { await server.run() }
        let result: Result<Void, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        server.stop()
        await running.value
        try result.get()
    }
}
