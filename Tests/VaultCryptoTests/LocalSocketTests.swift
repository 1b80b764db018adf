import Foundation
import Testing

@testable import VaultCrypto

@Suite struct LocalSocketTests {
    @Test func carriesBytesBothWaysAndKnowsItsPeer() async throws {
        try await TemporaryDirectory.with { directory in
            let listener = try LocalListener.listen(at: directory + "/socket")
            #expect(try FileSystem.permissions(of: listener.path) == 0o600)
            let caller = try LocalSocket.connect(to: listener.path)
            let server = try #require(try listener.accept())
            for end in [caller, server] {
                #expect(end.peer == LocalPeer(user: FileSystem.currentUser, process: getpid()))
            }
            // More than the system buffers, so that both reading and writing come in pieces.
            let content = RandomBytes.make(1 << 20)
            let writing = Self.thread { try server.write(content) }
            let reading = Self.thread { try caller.read(count: content.count) }
            try await writing.value
            #expect(try await reading.value == content)
            try caller.write([1, 2, 3])
            #expect(try server.read(count: 2, within: .seconds(10)) == [1, 2])
            caller.disconnect()
            #expect(throws: LocalSocketError(.ended)) { try server.read(count: 2) }
            #expect(try server.read(count: 1) == nil)
            #expect(throws: LocalSocketError(.ended)) { try server.write([4]) }
        }
    }

    @Test func leavesNobodyWaiting() async throws {
        try await TemporaryDirectory.with { directory in
            let listener = try LocalListener.listen(at: directory + "/socket")
            let caller = try LocalSocket.connect(to: listener.path)
            let server = try #require(try listener.accept())
            #expect(throws: LocalSocketError(.timedOut)) {
                try server.read(count: 1, within: .milliseconds(20))
            }
            let reading = Self.thread { try server.read(count: 1) }
            let writing = Self.thread { try caller.write([UInt8](repeating: 0, count: 8 << 20)) }
            let accepting = Self.thread { try listener.accept() == nil }
            try await Task.sleep(for: .milliseconds(50))
            server.disconnect()
            listener.stop()
            _ = try? await reading.value
            await #expect(throws: LocalSocketError(.ended)) { try await writing.value }
            #expect(try await accepting.value)
            #expect(try listener.accept() == nil)
        }
    }

    @Test func isPatientWithWhoeverReadsAndWithNobodyElse() async throws {
        try await TemporaryDirectory.with { directory in
            let listener = try LocalListener.listen(at: directory + "/socket")
            let caller = try LocalSocket.connect(to: listener.path)
            let server = try #require(try listener.accept())
            let content = RandomBytes.make(1 << 20)
            let reading = Self.thread { try caller.read(count: content.count) }
            try server.write(content, stalledFor: .seconds(60))
            #expect(try await reading.value == content)
            #expect(throws: LocalSocketError(.timedOut)) {
                try server.write(content, stalledFor: .milliseconds(20))
            }
        }
    }

    @Test func tellsWhoListens() throws {
        try TemporaryDirectory.with { directory in
            let path = directory + "/socket"
            #expect(throws: LocalSocketError(.nobodyListens)) { try LocalSocket.connect(to: path) }
            let listener = try LocalListener.listen(at: path)
            #expect(throws: LocalSocketError(.inUse)) { try LocalListener.listen(at: path) }
            listener.stop()
            #expect(try !FileSystem.exists(path))
            #expect(throws: LocalSocketError(.nobodyListens)) { try LocalSocket.connect(to: path) }
            try FileSystem.writeNew(path, [1])
            #expect(throws: LocalSocketError(.nobodyListens)) { try LocalSocket.connect(to: path) }
            #expect(throws: LocalSocketError(.taken)) { try LocalListener.listen(at: path) }
            #expect(try FileSystem.read(path, limit: 1) == [1])
        }
    }

    @Test func replacesWhatADeadProcessLeft() throws {
        try TemporaryDirectory.with { directory in
            let path = directory + "/socket"
            // The file under another name outlives its listener, as after a kill.
            let dead = try LocalListener.listen(at: path)
            try FileSystem.rename(path, to: path + "-left")
            dead.stop()
            try FileSystem.rename(path + "-left", to: path)
            #expect(throws: LocalSocketError(.nobodyListens)) { try LocalSocket.connect(to: path) }
            let listener = try LocalListener.listen(at: path)
            dead.stop()
            #expect(try LocalSocket.connect(to: path).peer.process == getpid())
            listener.stop()
            #expect(try !FileSystem.exists(path))
        }
    }

    @Test(arguments: [LocalSocketAddress.longestPath, LocalSocketAddress.longestPath + 1, 300])
    func worksWhateverTheLengthOfItsPath(_ length: Int) throws {
        try TemporaryDirectory.with { directory in
            let name = "/socket"
            let missing = length - directory.utf8.count - name.utf8.count - 1
            try #require(missing > 0)
            let parent = directory + "/" + String(repeating: "d", count: min(missing, 200))
            try FileSystem.createDirectory(parent)
            let listener = try LocalListener.listen(at: parent + name)
            #expect(try FileSystem.permissions(of: listener.path) == 0o600)
            #expect(try LocalSocket.connect(to: listener.path).peer.process == getpid())
            listener.stop()
            #expect(try !FileSystem.exists(listener.path))
        }
    }

    @Test(arguments: ["", "/tmp/a\0b", "/tmp/" + String(repeating: "n", count: 108)])
    func refusesWhatCannotBeAPath(_ path: String) {
        #expect(throws: LocalSocketError(.badPath)) { try LocalSocket.connect(to: path) }
    }

    private static func thread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) -> Task<Value, any Error> {
        Task {
            try await withCheckedThrowingContinuation { continuation in
                Thread { continuation.resume(with: Result(catching: body)) }.start()
            }
        }
    }
}
