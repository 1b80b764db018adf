import Foundation
import Testing
import VaultModel

/// A key safe on another machine: three processes, real TLS, one of them stopped through an erasure.
@Suite struct RemoteSafeTests {
    private let certificates: Certificates
    private let vault = VaultID.random()
    private let controller = ControllerID.random()
    private let incarnation = IncarnationID.random()

    init() throws {
        certificates = try Certificates()
        try certificates.certificate("server", of: "safe.example")
        try certificates.certificate("vault", of: vault.description)
    }

    private func server(lease: Int = 2, _ certificate: String = "server") async throws -> (Talker, Int) {
        let place = certificates.path("place")
        try? FileManager.default.createDirectory(
            atPath: place,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        let server = try Talker(
            "lethe",
            [
                "key-safe", "serve", "--place", place, "--weak-key-safe", "--listen", "127.0.0.1:0",
                "--lease", "\(lease)s", "--certificate", certificates.path(certificate + ".pem"), "--key",
                certificates.path(certificate + ".key"), "--authority", certificates.path("ca.pem"),
            ],
            listensToTalk: true
        )
        while true {
            let line = try await server.hear()
            if let port = line.split(separator: " ").last.flatMap({ Int($0) }), line.contains("on port") {
                return (server, port)
            }
        }
    }

    private func client(
        _ port: Int,
        _ word: String,
        _ certificate: String = "vault",
        trusting authority: String = "ca",
        as vault: VaultID? = nil,
        incarnation: IncarnationID? = nil
    ) throws -> Talker {
        try Talker(
            "remote-safe-client",
            [
                "https://127.0.0.1:\(port)", certificates.path(certificate + ".pem"),
                certificates.path(certificate + ".key"), certificates.path(authority + ".pem"),
                (vault ?? self.vault).description, controller.description,
                (incarnation ?? self.incarnation).description,
                word,
            ]
        )
    }

    @Test func aStoppedProcessCannotUseADestroyedKey() async throws {
        let (server, port) = try await server()
        let first = try client(port, "create")
        #expect(try await first.hear() == "open")
        let second = try client(port, "open")
        #expect(try await second.hear() == "open")
        let keys = try await (first.ask("key 7 1"), second.ask("key 7 1"))
        #expect(keys.0.hasPrefix("key ") && keys.0 == keys.1)
        let other = try await second.ask("key 8 1")
        #expect(other.hasPrefix("key ") && other != keys.0)

        // Both hear of an erasure before it is done.
        #expect(try await first.ask("erase 9") == "erased true 2")
        #expect(try await second.ask("key 9 1") == "refused punctured")

        // One is stopped, with the key of the patient in its memory, and continued after the erasure.
        second.stop()
        #expect(try await first.ask("erase 7") == "erased true 3")
        try second.say("key 7 1")
        second.goOn()
        let answer = try await second.hear()
        #expect(answer == "refused leaseOver" || answer == "refused punctured", "\(answer)")
        #expect(try await first.ask("key 7 1") == "refused punctured")
        // It comes back by itself, and others' keys are as before.
        #expect(try await eventually(second, "key 8 1") { $0.hasPrefix("key ") } == other)
        #expect(try await second.ask("key 7 1") == "refused punctured")
        withExtendedLifetime(server) {}
    }

    @Test func withoutTheServerNothingIsReadAndAfterwardsEverythingAgain() async throws {
        let (server, port) = try await server(lease: 1)
        let vault = try client(port, "create")
        #expect(try await vault.hear() == "open")
        let key = try await vault.ask("key 7 1")
        #expect(try await vault.ask("numbers") == "numbers 1 11")
        #expect(try await vault.ask("index") == "index 2 3")
        #expect(try await vault.ask("status") == "status 3 1 100")
        server.stop()
        #expect(try await eventually(vault, "key 7 1") { $0 == "refused leaseOver" } == "refused leaseOver")
        server.goOn()
        #expect(try await eventually(vault, "key 7 1") { $0.hasPrefix("key ") } == key)
    }

    @Test func whoeverIsNotKnownIsRefused() async throws {
        try certificates.authority("other")
        try certificates.certificate("foreign", of: vault.description, by: "other")
        try certificates.certificate("expired", of: vault.description, days: -1)
        let stranger = VaultID.random()
        try certificates.certificate("stranger", of: stranger.description)
        try certificates.certificate("nameless", of: "nobody")
        let (server, port) = try await server()
        let owner = try client(port, "create")
        #expect(try await owner.hear() == "open")
        for (certificate, reason) in [
            ("foreign", "does not accept this machine's certificate"),
            ("expired", "does not accept this machine's certificate"),
            ("nameless", "does not name a vault"), ("stranger", "is of another vault"),
        ] {
            let answer = try await client(port, "open", certificate).hear()
            #expect(answer.hasPrefix("refused ") && answer.contains(reason), "\(certificate): \(answer)")
        }
        // Whoever does not look at their own certificate hears it from the server.
        let other = try await client(port, "open", "stranger", as: stranger).hear()
        #expect(other.contains("belongs to another vault"), "\(other)")
        // The vault does not talk to a server of another authority either.
        let wrong = try await client(port, "open", "vault", trusting: "other").hear()
        #expect(wrong.contains("its certificate is not accepted"), "\(wrong)")
        // A copy of the vault with another incarnation reads, and destroys nothing.
        let copy = try client(port, "open", incarnation: .random())
        #expect(try await copy.hear() == "open")
        #expect(try await copy.ask("erase 7") == "refused wrongIncarnation")
        #expect(try await owner.ask("key 7 1").hasPrefix("key "))
        withExtendedLifetime(server) {}
    }

    /// Asks again until the answer is the one that must come; it must within a minute.
    private func eventually(_ talker: Talker, _ line: String, _ isDone: (String) -> Bool) async throws
        -> String
    {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            let answer = try await talker.ask(line)
            if isDone(answer) || ContinuousClock.now > end { return answer }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
