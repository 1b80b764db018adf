import Foundation
import TestSupport
import Testing
import VaultModel
import VaultStorage

/// A key safe on another machine, through the command line: real processes, real TLS.
@Suite struct RemoteCommandTests {
    private static let reading = [
        "--controller", Sample.controller, "--as", Sample.staff, "--purpose", "treatment",
    ]

    private func read(_ copy: VaultCopy, _ record: RecordID, _ options: String...) async throws -> Outcome {
        try await copy.lethe(["record", "read", record.description] + Self.reading + options)
    }

    /// The small form: an erasure waits for a lease, which takes longer.
    @Test func aVaultReadsAndEachMistakeNamesItsMend() async throws {
        try await VaultCopy.lend { copy in
            let machine = try await copy.moveToAnotherMachine()
            #expect(try await read(copy, copy.sample.staying.note).output == Sample.secondNote)
            let list = try await copy.lethe(["key-safe", "list", "--controller", Sample.controller])
            #expect(
                list.code == 0 && list.text.contains(", on another machine than the vault"),
                "\(list.talk)"
            )
            #expect(list.text.contains("\(copy.places[1]): holds the newest keys and nothing older"))

            // What keeps the two apart is found before a vault is made.
            func refusal(_ location: String) async throws -> String {
                let outcome = try await copy.lethe([
                    "vault", "init", copy.root + "/new", "--key-safe", location,
                ])
                #expect(outcome.code == 1 && outcome.output.isEmpty)
                return outcome.talk
            }
            let vault = try VaultConfiguration(of: copy.vault).vault
            try await machine.certificate("nameless", of: "nobody")
            let nameless = try await refusal(machine.location("nameless"))
            #expect(
                nameless.contains("does not name a vault: its common name is the vault's id"),
                "\(nameless)"
            )
            try await machine.authority("other")
            let wrong = try await refusal(machine.location(authority: "other"))
            #expect(wrong.contains("is not accepted") && wrong.contains("name the authority"), "\(wrong)")
            try await machine.certificate("foreign", of: vault.description, by: "other")
            let foreign = try await refusal(machine.location("foreign"))
            #expect(
                foreign.contains("does not accept this machine's certificate")
                    && foreign.contains("authority"),
                "\(foreign)"
            )
            try await machine.certificate("old", of: vault.description, days: -1)
            let old = try await refusal(machine.location("old"))
            #expect(old.contains("renew it, or set the other machine's clock"), "\(old)")
            try await machine.stop()
            let away = try await refusal(machine.location())
            #expect(away.contains("cannot be reached: is it on"), "\(away)")
            #expect(!FileManager.default.fileExists(atPath: copy.root + "/new"))
        }
    }

    @Test(.enabled(if: Acceptance.isOn, "waits for leases: `make accept` runs it"))
    func aVaultIsMadeAndErasesThereWhileACopyIsStopped() async throws {
        try await VaultCopy.lend { copy in
            let machine = try await copy.moveToAnotherMachine()
            // More than a reader takes at once, and than a pipe holds.
            let size = 3 << 20
            let film = try copy.file(Sample.content(size, seed: 5), named: "film")
            let stored = try await copy.care(
                ["record", "store", film, "--patient", copy.sample.leaving.patient.description]
                    + Sample.classOptions
            ).done()
            let record = try #require(stored["record"]?.stringValue)
            // A copy of the vault for a drill reads a large document into a pipe that nobody empties, and is stopped.
            let original = copy.vault.path
            let drill = copy.root + "/drill"
            try await copy.copyTree(original, to: drill)
            let pipe = copy.root + "/pipe"
            #expect(try await Program.run("/usr/bin/mkfifo", [pipe]).code == 0)
            let script =
                "exec '\(Program.lethe)' --vault '\(drill)' --drill record read \(record) "
                + "--controller '\(Sample.controller)' --as '\(Sample.staff)' --purpose treatment > '\(pipe)'"
            let reader = try Program("/bin/sh", ["-c", script], in: copy.root)
            let end = try #require(FileHandle(forReadingAtPath: pipe))
            let beginning = try #require(try end.read(upToCount: 1))
            reader.send(SIGSTOP)

            let erased = try await copy.care(
                ["patient", "erase", copy.sample.leaving.patient.description, "--ground", "Art 17"]
                    + ["--fact", Sample.groundFact, "--fact", Sample.roleFact, "--yes"]
            )
            let certificate = try #require(try erased.done()["certificate"]?.stringValue)
            let shown = try await copy.lethe(
                ["certificate", "render", certificate, "--controller", Sample.controller]
            )
            #expect(shown.text.contains("on another machine than the vault"), "\(shown.talk)")
            reader.send(SIGCONT)
            let rest = try end.readToEnd() ?? Data()
            let outcome = try await reader.outcome(within: .seconds(60))
            #expect(
                outcome.code == 1 && outcome.talk.contains("was not heard of for too long"),
                "\(outcome.talk)"
            )
            #expect(beginning.count + rest.count < size)

            #expect(try await read(copy, copy.sample.leaving.note).code == 2)
            #expect(try await read(copy, copy.sample.staying.note).output == Sample.secondNote)
            let check = try await copy.lethe(["vault", "check", "--deep"])
            #expect(check.code == 0, "\(check.text)")

            // The certificate of another vault is found before the other machine is asked; and it stands alone.
            let configuration = try VaultConfiguration(of: copy.vault)
            try await machine.certificate("stranger", of: VaultID.random().description)
            for (places, sentence) in [
                ([machine.location("stranger")], "is of another vault: name the one whose common name is"),
                ([machine.location(), copy.places[0]], "on another machine stands alone"),
            ] {
                try configuration.with(keySafes: places).write(to: copy.vault)
                let refused = try await read(copy, copy.sample.staying.note)
                #expect(refused.code == 1 && refused.talk.contains(sentence), "\(refused.talk)")
            }
            try configuration.write(to: copy.vault)

            // While the machine is away nothing is read; when it is back, everything again.
            try await machine.stop()
            #expect(try await read(copy, copy.sample.staying.note).code == 1)
            try await machine.start()
            #expect(try await read(copy, copy.sample.staying.note).output == Sample.secondNote)
        }
    }

    @Test(.enabled(if: Acceptance.isOn, "makes a vault of its own: `make accept` runs it"))
    func aVaultIsMadeOnAnotherMachineAndItsApproversAreNamedThere() async throws {
        try await VaultCopy.lend { copy in
            let places = [copy.root + "/far-a", copy.root + "/far-b"]
            for place in places {
                try FileManager.default.createDirectory(
                    atPath: place,
                    withIntermediateDirectories: false,
                    attributes: [.posixPermissions: 0o700]
                )
            }
            let machine = try await SafeMachine(places: places, in: copy.root + "/machine")
            try await machine.start()
            let id = VaultID.random()
            try await machine.certificate("vault", of: id.description)
            let vault = copy.root + "/far"
            let files = [
                "--authority", machine.path("ca.pem"), "--certificate", machine.path("vault.pem"),
                "--key", machine.path("vault.key"),
            ]
            let safe = ["--key-safe", "https://127.0.0.1:\(machine.port)"]
            let alone = try await copy.lethe(["vault", "init", vault] + safe)
            #expect(alone.code == 64 && alone.talk.contains("--authority, --certificate and --key"))
            let made = try await copy.lethe(["vault", "init", vault] + safe + files)
            try #require(made.code == 0 && made.text.contains(id.description), "\(made.talk)")
            func lethe(_ arguments: String...) async throws -> Outcome {
                try await copy.lethe(arguments + ["--vault", vault])
            }
            let created = try await lethe("controller", "create", "Klinik", "--country", "DE")
            try #require(created.code == 0, "\(created.talk)")
            // The vault cannot name its own approvers.
            let key = copy.root + "/anne.key"
            let half = try await copy.lethe(["staff", "make-key", key])
            let half2 = try copy.file(half.output, named: "anne.pub")
            let added = try await lethe(
                "staff",
                "add",
                "Anne",
                "--role",
                "dpo",
                "--key",
                half2,
                "--as",
                "Anne"
            )
            #expect(added.code == 0, "\(added.talk)")
            let own = try await lethe(
                "key-safe",
                "limits",
                "--approver",
                "Anne",
                "--approvals",
                "1",
                "--as",
                "Anne"
            )
            #expect(
                own.code == 4 && own.talk.contains("name approvers where the key safe is kept"),
                "\(own.talk)"
            )
            let naming =
                ["key-safe", "approvers", "--vault-id", id.description, "--approver", "Anne=\(half2)"]
                + ["--approvals", "1"] + places.flatMap { ["--place", $0] }
            let busy = try await copy.lethe(naming)
            #expect(busy.code == 1 && busy.talk.contains("another process has the key safe open"))
            try await machine.stop()
            let named = try await copy.lethe(naming)
            #expect(named.code == 0, "\(named.talk)")
            try await machine.start()
            let limits = try await lethe("key-safe", "limits")
            #expect(limits.text.contains("more needs 1 of Anne"), "\(limits.text)\(limits.talk)")
        }
    }
}
