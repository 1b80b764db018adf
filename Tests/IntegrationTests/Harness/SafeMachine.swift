import Foundation
import Testing
import VaultModel
import VaultStorage

/// Another machine that keeps the key safes of a copy: `lethe key-safe serve`, with certificates of its own.
final class SafeMachine {
    let folder: String
    private(set) var port = 0
    private var server: Program?
    private let places: [String]

    init(places: [String], in folder: String) async throws {
        self.places = places
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await authority("ca")
        try await certificate("server", of: "safe.example")
    }

    func path(_ name: String) -> String { folder + "/" + name }

    /// Starts it; on the port it had, once it had one.
    func start(lease: Int = 1) async throws {
        let server = try Program(
            Program.lethe,
            ["key-safe", "serve", "--listen", "127.0.0.1:\(port)", "--lease", "\(lease)s"]
                + places.flatMap { ["--place", $0] }
                + ["--certificate", path("server.pem"), "--key", path("server.key")]
                + ["--authority", path("ca.pem")]
                + (SampleVault.needsWeakKeySafe ? ["--weak-key-safe"] : [])
        )
        while !server.talk.contains("on port ") {
            try #require(!server.talk.contains("lethe: "), "\(server.talk)")
            try await Task.sleep(for: .milliseconds(10))
        }
        let line = try #require(server.talk.split(separator: "\n").first { $0.contains("on port ") })
        port = try #require(line.split(separator: " ").last.flatMap { Int($0) })
        self.server = server
    }

    /// Stops it and waits for its end.
    func stop() async throws {
        server?.terminate()
        _ = try await server?.outcome(within: .seconds(20))
        server = nil
    }

    /// How the vault names it.
    func location(_ certificate: String = "vault", authority: String = "ca") -> String {
        "https://127.0.0.1:\(port)/?authority=\(path(authority + ".pem"))&certificate=\(path(certificate + ".pem"))"
            + "&key=\(path(certificate + ".key"))&signing=\(path("signing"))"
    }

    /// Makes an authority: `NAME.pem`, `NAME.key`.
    func authority(_ name: String) async throws {
        try await openssl(
            ["req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", path(name + ".key")]
                + ["-out", path(name + ".pem"), "-days", "2", "-subj", "/CN=" + name]
        )
    }

    /// Makes a certificate of an authority: `NAME.pem`, `NAME.key`.
    func certificate(_ name: String, of subject: String, by authority: String = "ca", days: Int = 2)
        async throws
    {
        try Data("subjectAltName=IP:127.0.0.1\n".utf8).write(to: URL(filePath: path("extensions")))
        try await openssl(
            ["req", "-newkey", "ed25519", "-nodes", "-keyout", path(name + ".key")]
                + ["-out", path(name + ".csr"), "-subj", "/CN=" + subject]
        )
        try await openssl(
            ["x509", "-req", "-in", path(name + ".csr"), "-CA", path(authority + ".pem")]
                + ["-CAkey", path(authority + ".key"), "-out", path(name + ".pem"), "-days", "\(days)"]
                + ["-extfile", path("extensions")]
        )
    }

    private func openssl(_ arguments: [String]) async throws {
        let outcome = try await Program.run("/usr/bin/openssl", arguments)
        try #require(outcome.code == 0, "\(outcome.talk)")
    }
}

extension VaultCopy {
    /// Has another machine keep the key safes of this copy; the signing keys stay.
    func moveToAnotherMachine() async throws -> SafeMachine {
        let machine = try await SafeMachine(places: places, in: root + "/machine")
        let configuration = try VaultConfiguration(of: vault)
        try await machine.certificate("vault", of: configuration.vault.description)
        try await machine.start()
        for folder in try FileManager.default.contentsOfDirectory(atPath: places[0]) {
            let signing = machine.path("signing/") + folder
            try FileManager.default.createDirectory(
                atPath: signing,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            for name in try FileManager.default.contentsOfDirectory(atPath: places[0] + "/" + folder)
            where name.hasSuffix(".key") || name.hasPrefix("ledger-") {
                try await copyTree("\(places[0])/\(folder)/\(name)", to: signing)
                for place in places {
                    try FileManager.default.removeItem(atPath: "\(place)/\(folder)/\(name)")
                }
            }
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700],
            ofItemAtPath: machine.path("signing")
        )
        try configuration.with(keySafes: [machine.location()]).write(to: vault)
        return machine
    }
}
