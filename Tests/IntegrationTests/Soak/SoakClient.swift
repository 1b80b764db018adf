import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

@testable import lethe

/// One caller of a server, who stores, amends, reads and erases records of its own, one command after another, and
/// remembers what was acknowledged.
struct SoakClient: Sendable {
    /// How a command ended.
    private enum Answer {
        case done([UInt8])
        case denied
        /// Something failed; it may have been done all the same.
        case unknown
        /// Nobody answered.
        case nobody
    }

    let number: Int
    let vault: VaultDirectory
    let files: String
    let patient: String
    /// Counts what was acknowledged, of all clients.
    let done: Shared<Int>
    private(set) var records: [SoakRecord] = []

    init(number: Int, vault: VaultDirectory, files: String, patient: String, done: Shared<Int>) {
        self.number = number
        self.vault = vault
        self.files = files
        self.patient = patient
        self.done = done
    }

    /// Goes on until it is told to end, then returns with what it knows.
    func run(until isOver: Shared<Bool>) async throws -> SoakClient {
        var client = self
        while !isOver.value { try await client.step() }
        return client
    }

    private mutating func step() async throws {
        let kept = records.indices.filter { records[$0].fate == .kept }
        guard let chosen = kept.randomElement() else { return try await store() }
        switch Int.random(in: 0..<100) {
        case ..<45: try await store()
        case ..<65: try await amend(chosen)
        case ..<92: try await read(chosen)
        default: try await erase(chosen)
        }
    }

    private mutating func store() async throws {
        let body = SoakRecord.Body.random()
        let arguments = ["record", "store", try file(body), "--patient", patient] + Sample.classOptions
        guard case .done(let output) = try await ask(arguments) else { return }
        let id = try #require(Self.json(output)?["record"]?.stringValue)
        records.append(SoakRecord(id: id, acknowledged: [1: body], newest: [body]))
    }

    private mutating func amend(_ index: Int) async throws {
        let body = SoakRecord.Body.random()
        switch try await ask(["record", "amend", records[index].id, try file(body)]) {
        case .done(let output):
            let version = try #require(Self.json(output)?["version"]?.integerValue)
            records[index].acknowledged[Int32(version)] = body
            records[index].newest = [body]
        case .unknown: records[index].newest.insert(body)
        case .denied: Issue.record("a record that is kept could not be amended")
        case .nobody: break
        }
    }

    private mutating func read(_ index: Int) async throws {
        switch try await ask(["record", "read", records[index].id, "--purpose", "treatment"]) {
        case .done(let bytes):
            let read = records[index].newest.filter { $0.bytes == bytes }
            #expect(!read.isEmpty, "an acknowledged version is not there")
            if !read.isEmpty { records[index].newest = read }
        case .denied: Issue.record("a record that is kept could not be read")
        case .unknown, .nobody: break
        }
    }

    private mutating func erase(_ index: Int) async throws {
        let arguments = [
            "record", "erase", records[index].id, "--ground", "Art 17(1)(b) GDPR", "--fact",
            Sample.groundFact, "--fact", Sample.roleFact, "--yes",
        ]
        switch try await ask(arguments) {
        case .done: records[index].fate = .erased
        case .unknown: records[index].fate = .unknown
        case .denied: Issue.record("a record that may be erased was refused")
        case .nobody: return
        }
        guard records[index].fate == .erased else { return }
        let answer = try await ask(["record", "read", records[index].id, "--purpose", "treatment"])
        if case .done = answer { Issue.record("an erased record was read") }
    }

    private func ask(_ arguments: [String]) async throws -> Answer {
        let console = RecordingConsole()
        let common = [
            "--controller", Sample.controller, "--as", Sample.staff, "--format", "json", "--wait", "120s",
        ]
        let status: CommandStatus?
        do {
            status = try await SocketClient.ask(vault, to: arguments + common, console: console)
        } catch is VaultError {
            return .unknown
        }
        guard let status else {
            // Between two lives of the server.
            try await Task.sleep(for: .milliseconds(20))
            return .nobody
        }
        switch status.code {
        case CommandStatus.success.code:
            done.update { $0 += 1 }
            return .done(console.output)
        case CommandStatus.denied: return .denied
        case CommandStatus.failure, CommandStatus.partial: return .unknown
        default:
            Issue.record("\(arguments.prefix(2)) ended with \(status.code): \(status.message ?? "")")
            return .unknown
        }
    }

    private func file(_ body: SoakRecord.Body) throws -> String {
        let path = files + "/soak-\(number)"
        try Data(body.bytes).write(to: URL(filePath: path))
        return path
    }

    private static func json(_ output: [UInt8]) -> CanonicalJSON? {
        try? CanonicalJSON(decoding: Array(output.dropLast()))
    }
}
