import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What the machine around a vault may be like: another process, no PostgreSQL, bad places.
@Suite struct MachineTests {
    @Test func aSecondProcessWaitsAndThenSaysWhy() async throws {
        let inUse =
            "another process has this vault open; wait longer with --wait, or ask the server that runs"
        try await VaultCopy.lend { copy in
            try await copy.open { _, _ in
                let began = ContinuousClock.now
                try await copy.lethe(["vault", "status", "--wait", "1s"]).expectRefusal(1, inUse)
                #expect(ContinuousClock.now - began > .milliseconds(900))
                try await copy.lethe(["server", "run", "--wait", "0s"]).expectRefusal(1, inUse)
            }
            // One that waits gets it as soon as it is free.
            async let late = copy.lethe(["vault", "status"])
            try await copy.open { _, _ in try await Task.sleep(for: .milliseconds(700)) }
            #expect(try await late.code == 0)
            // And two at once are served one after the other.
            async let first = copy.care("patient", "register", "--identifier", "urn:mrn|a")
            async let second = copy.care("patient", "register", "--identifier", "urn:mrn|b")
            #expect(try await [first.code, second.code] == [0, 0])
            try await copy.served {
                try await copy.lethe(["server", "run", "--wait", "0s"])
                    .expectRefusal(1, "a server runs for this vault already")
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }

    @Test func whereThereIsNoVault() async throws {
        let empty = try TemporaryDirectory()
        try await Program.run(Program.lethe, ["vault", "status"], in: empty.path).expectRefusal(
            2,
            "there is no vault in `\(empty.path)`; make one with `lethe vault init`, or name one with --vault"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: empty.path).isEmpty)
    }

    @Test func placesThatAreRefused() async throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        func initialise(_ vault: String, _ places: String...) async throws -> Outcome {
            let weak = SampleVault.needsWeakKeySafe ? ["--weak-key-safe"] : []
            let named = places.flatMap { ["--key-safe", $0] } + weak
            return try await Program.run(Program.lethe, ["vault", "init", vault] + named, in: root)
        }
        for place in [root + "/v/safe", root + "/v/../v/safe"] {
            try await initialise(root + "/v", root + "/a", place).expectRefusal(
                1,
                "the key safe's place \(root)/v/safe lies in the data directory, whose backups would keep old keys: "
                    + "choose another"
            )
        }
        let same = try await initialise(root + "/v", root + "/a", root + "/./a")
        #expect(same.code == 64 && same.talk.contains("named twice"), "\(same.talk)")
        try FileManager.default.createDirectory(
            atPath: root + "/loose",
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        let loose = try await initialise(root + "/v", root + "/loose")
        #expect(loose.code == 1 && loose.talk.contains("is open to other users"), "\(loose.talk)")
        try FileManager.default.createDirectory(atPath: root + "/full", withIntermediateDirectories: false)
        try Data().write(to: URL(filePath: root + "/full/file"))
        try await initialise(root + "/full", root + "/a").expectRefusal(
            64,
            "`\(root)/full` is not empty; name an empty or a new directory"
        )
        // Nothing of all that is a vault, or in the way of one.
        for vault in ["/v", "/full"] {
            #expect(!FileManager.default.fileExists(atPath: root + vault + "/vault.json"))
        }
    }

    @Test func aVaultIsMadeOnce() async throws {
        try await VaultCopy.lend { copy in
            try await copy.lethe(["vault", "init", copy.vault.path, "--key-safe", copy.root + "/c"])
                .expectRefusal(1, "there is a vault in `\(copy.vault.path)` already")
            try await copy.open { controller, _ in try await controller.expectWhole(copy.sample.staying) }
        }
    }

    @Test(.enabled(if: Unshare.isPossible, "needs root, to hide PostgreSQL from one process"))
    func withoutPostgreSQL() async throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        let weak = SampleVault.needsWeakKeySafe ? ["--weak-key-safe"] : []
        let initialise =
            ["vault", "init", root + "/v", "--key-safe", root + "/a", "--key-safe", root + "/b"] + weak
        try await Unshare.lethe(initialise).expectRefusal(
            1,
            "postgresql 15 or newer is not installed; install it with `apt-get install postgresql`"
        )
        // Once it is installed, the same command goes through.
        let made = try await Program.run(Program.lethe, initialise)
        #expect(made.code == 0, "\(made.talk)")
        let status = try await Unshare.lethe(["vault", "status", "--vault", root + "/v"])
        #expect(status.code == 1 && status.output.isEmpty)
        #expect(
            status.talk.contains("which is not installed; install it with `apt-get install postgresql-"),
            "\(status.talk)"
        )
        let again = try await Program.run(Program.lethe, ["vault", "status", "--vault", root + "/v"])
        #expect(again.code == 0, "\(again.talk)")
    }
}
