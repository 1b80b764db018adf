import Foundation
import Testing
import VaultCore
import VaultCrypto
import VaultStorage

@testable import lethe

/// A caller and whoever it finds at the vault's socket.
@Suite(.timeLimit(.minutes(1))) struct SocketClientTests {
    @Test func asksNobodyWhereNobodyListens() async throws {
        try await Self.inDirectory { directory async throws in
            #expect(try await SocketClient.ask(directory, to: [], console: RecordingConsole()) == nil)
            #expect(try !SocketClient.isServed(directory))
            let missing = VaultDirectory(directory.path + "/missing")
            #expect(try await SocketClient.ask(missing, to: [], console: RecordingConsole()) == nil)
        }
    }

    @Test(arguments: ["ERASE", nil])
    func carriesACommandsTalk(_ answer: String?) async throws {
        let result = RandomBytes.make(300_000)
        let console = RecordingConsole(answer: answer)
        let status = try await Self.converse(console, asking: ["record", "read", "ß"]) { channel in
            let request = SocketRequest(arguments: ["record", "read", "ß"], directory: "/srv")
            #expect(try await channel.receive() == .request(request))
            let remote = RemoteConsole(channel, workingDirectory: request.directory)
            try await channel.send(.started)
            try await remote.say("first")
            try await remote.write(result)
            #expect(try await remote.ask("sure?") == answer)
            try await remote.say(String(repeating: "l", count: 100_000))
            try await channel.send(.status(CommandStatus(code: 4, message: "in part")))
        }
        #expect(status == CommandStatus(code: 4, message: "in part"))
        #expect(console.output == result)
        #expect(console.talk == ["first", String(repeating: "l", count: SocketFrameKind.talk.limit)])
        #expect(console.questions == ["sure?"])
    }

    @Test func mayDoTheWorkItselfUntilTheCommandHasStarted() async throws {
        let console = RecordingConsole()
        #expect(try await Self.converse(console) { _ = try await $0.receive() } == nil)
        #expect(try await Self.converse(console) { _ in } == nil)
        await #expect(throws: VaultError(.unusable, "")) {
            try await Self.converse(console) { channel in
                _ = try await channel.receive()
                try await channel.send(.started)
            }
        }
    }

    @Test func isToldWhenItIsRefused() async throws {
        let refusal = CommandStatus(code: 64, message: "no")
        #expect(
            try await Self.converse(RecordingConsole()) { try await $0.send(.status(refusal)) } == refusal
        )
    }

    @Test func refusesAServerThatSpeaksDifferently() async throws {
        for bytes: [UInt8] in [
            [1, 0, 0, 0, 0], [99, 0, 0, 0, 0], [17, 0xff, 0xff, 0xff, 0xff], [20, 0, 0, 0, 1, 0x7b],
        ] {
            await #expect(throws: VaultError(.unusable, "")) {
                try await Self.converse(RecordingConsole(), raw: bytes)
            }
        }
        await #expect(throws: VaultError(.invalidInput, "")) {
            let long = String(repeating: "a", count: 1 << 20)
            return try await Self.converse(RecordingConsole(), asking: [long]) { _ in }
        }
    }

    @Test func lettingGoEndsResultsButNotTheCommand() async throws {
        try await Self.inDirectory { directory async throws in
            let listener = try LocalListener.listen(at: directory.socket)
            let caller = try LocalSocket.connect(to: directory.socket)
            let channel = SocketChannel(try #require(try listener.accept()), isServer: true)
            caller.disconnect()
            let console = RemoteConsole(channel, workingDirectory: "/")
            try await console.say("nobody hears this")
            #expect(try await console.ask("anybody?") == nil)
            await #expect(throws: (any Error).self) { try await console.write([1]) }
        }
    }

    /// Who does not read what it asked for is hung up on, and its command ends.
    @Test func aCallerThatDoesNotReadIsHungUpOn() async throws {
        try await Self.inDirectory { directory async throws in
            let listener = try LocalListener.listen(at: directory.socket)
            let caller = try LocalSocket.connect(to: directory.socket)
            let socket = try #require(try listener.accept())
            let channel = SocketChannel(socket, isServer: true, stall: .milliseconds(20))
            let console = RemoteConsole(channel, workingDirectory: "/")
            await #expect(throws: LocalSocketError.self) {
                try await console.write([UInt8](repeating: 0, count: 8 << 20))
            }
            await #expect(throws: LocalSocketError.self) { try await channel.send(.started) }
            caller.disconnect()
        }
    }

    @Test func aCallerThatTalksNonsenseHasNoAnswer() async throws {
        try await Self.inDirectory { directory async throws in
            let listener = try LocalListener.listen(at: directory.socket)
            let caller = try LocalSocket.connect(to: directory.socket)
            let channel = SocketChannel(try #require(try listener.accept()), isServer: true)
            try caller.write([16, 0, 0, 0, 0])
            let console = RemoteConsole(channel, workingDirectory: "/")
            #expect(try await console.ask("sure?") == nil)
            await #expect(throws: (any Error).self) { try await console.write([1]) }
        }
    }

    /// Runs a caller against a server that does what `server` says and hangs up.
    private static func converse(
        _ console: RecordingConsole,
        asking arguments: [String] = [],
        _ server: @escaping @Sendable (SocketChannel) async throws -> Void
    ) async throws -> CommandStatus? {
        try await inDirectory { directory async throws in
            let listener = try LocalListener.listen(at: directory.socket)
            let serving = Task {
                let thread = BlockingThread(name: "accept")
                guard let socket = try await thread.run({ try listener.accept() }) else { return }
                let channel = SocketChannel(socket, isServer: true)
                defer { channel.disconnect() }
                try await server(channel)
            }
            let result: Result<CommandStatus?, any Error>
            do {
                result = .success(try await SocketClient.ask(directory, to: arguments, console: console))
            } catch {
                result = .failure(error)
            }
            listener.stop()
            try await serving.value
            return try result.get()
        }
    }

    /// Runs a caller against a server that sends some bytes and hangs up.
    private static func converse(_ console: RecordingConsole, raw bytes: [UInt8]) async throws
        -> CommandStatus?
    {
        try await inDirectory { directory async throws in
            let listener = try LocalListener.listen(at: directory.socket)
            let serving = Task {
                let thread = BlockingThread(name: "accept")
                guard let socket = try await thread.run({ try listener.accept() }) else { return }
                try await thread.run { try socket.write(bytes) }
                socket.disconnect()
            }
            let status = try await SocketClient.ask(directory, to: [], console: console)
            try await serving.value
            return status
        }
    }

    private static func inDirectory<Value>(_ body: (VaultDirectory) async throws -> Value) async throws
        -> Value
    {
        let path = FileManager.default.temporaryDirectory.path + "/lethe-socket-\(UUID().uuidString)"
        try FileSystem.createDirectory(path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(VaultDirectory(path))
    }
}
