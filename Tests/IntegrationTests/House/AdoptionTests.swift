import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A copy of a vault can neither destroy keys of the original nor take its key safes over by accident.
@Suite struct AdoptionTests {
    private static let erasure = [
        "--ground", "G", "--fact", Sample.groundFact, "--fact", Sample.roleFact, "--yes",
        "--controller", Sample.controller, "--as", Sample.staff,
    ]

    /// Copies the vault, but not its key safes, and runs a program on the copy.
    private func onCopy(of copy: VaultCopy, named name: String = "/clone", _ arguments: [String]) async throws
        -> Outcome
    {
        let path = copy.root + name
        if !FileManager.default.fileExists(atPath: path) {
            try await copy.copyTree(copy.vault.path, to: path)
        }
        return try await copy.lethe(arguments + ["--vault", path])
    }

    @Test func aCopyOpensAsADrillOnly() async throws {
        try await VaultCopy.lend { copy in
            let patient = copy.sample.leaving.patient.description
            for command in [
                ["vault", "status"], ["vault", "check"], ["job", "run"], ["key-safe", "renew", "index"],
                ["patient", "erase", patient] + Self.erasure,
            ] {
                let refused = try await onCopy(of: copy, command)
                #expect(refused.code == 2 && refused.output.isEmpty, "\(command)")
                #expect(refused.talk.contains("this is a copy of the vault in `\(copy.vault.path)`"))
                #expect(refused.talk.contains("lethe vault adopt"))
            }
            let read = try await onCopy(
                of: copy,
                [
                    "record", "read", copy.sample.staying.note.description, "--drill", "--purpose",
                    "administration",
                ]
                    + ["--controller", Sample.controller, "--as", Sample.staff]
            )
            #expect(read.output == Sample.secondNote, "\(read.talk)")
            // Nobody who cannot be asked adopts.
            let unasked = try await onCopy(of: copy, ["vault", "adopt"])
            #expect(unasked.code == 64 && unasked.talk.contains("--yes"), "\(unasked.talk)")
            try await copy.open { controller, _ in
                try await controller.expectWhole(copy.sample.leaving)
                try await controller.expectSound()
            }
        }
    }

    /// The adopted copy is the vault, and what lies at the old path is not.
    @Test func theAdoptedCopyIsTheVault() async throws {
        try await VaultCopy.lend { copy in
            let note = copy.sample.leaving.note.description
            let adopted = try await onCopy(of: copy, ["vault", "adopt", "--yes"])
            #expect(adopted.code == 0, "\(adopted.talk)")
            let erased = try await onCopy(of: copy, ["record", "erase", note] + Self.erasure)
            #expect(erased.code == 0, "\(erased.talk)")
            let checked = try await onCopy(of: copy, ["vault", "check", "--deep"])
            #expect(checked.code == 0, "\(checked.text)")

            let original = try await copy.lethe(
                ["record", "erase", copy.sample.staying.note.description] + Self.erasure
            )
            let sentence = "the key safe obeys another copy of this vault, which was adopted"
            #expect(original.code == 2 && original.talk.contains(sentence), "\(original.talk)")
            // It is older than an erasure by now: whoever takes it back is told, and it stays closed; the copy goes on.
            let back = try await copy.lethe(["vault", "adopt", "--yes"])
            #expect(back.code == 0 && back.text.contains("`lethe vault reconcile`"), "\(back.talk)")
            let staying = copy.sample.staying.patient.description
            let closed = try await copy.care("record", "list", "--patient", staying)
            #expect(closed.code == 1 && closed.talk.contains("older than the last erasure"), "\(closed.talk)")
            let readopted = try await onCopy(of: copy, ["vault", "adopt", "--yes"])
            #expect(readopted.code == 0 && !readopted.text.contains("reconcile"), "\(readopted.talk)")
            let again = try await onCopy(of: copy, ["vault", "check", "--deep"])
            #expect(again.code == 0, "\(again.text)")
        }
    }

    /// Whoever moves a vault says so; what was half said is said again.
    @Test func aMovedVaultIsAdoptedAfterACrash() async throws {
        try await VaultCopy.lend { copy in
            let moved = copy.root + "/moved"
            try FileManager.default.moveItem(atPath: copy.vault.path, toPath: moved)
            let refused = try await copy.lethe(["vault", "status", "--vault", moved])
            #expect(refused.code == 2 && refused.talk.contains("or it was moved"), "\(refused.talk)")
            let died = try await copy.lethe(
                ["vault", "adopt", "--yes", "--vault", moved],
                dieAt: CrashPoint(step: .safeMarkRaised, time: 1)
            )
            #expect(died.code != 0)
            let half = try await copy.lethe(["vault", "status", "--vault", moved])
            #expect(half.code == 2, "\(half.talk)")
            let adopted = try await copy.lethe(["vault", "adopt", "--yes", "--vault", moved])
            #expect(adopted.code == 0, "\(adopted.talk)")
            let checked = try await copy.lethe(["vault", "check", "--vault", moved])
            #expect(checked.code == 0, "\(checked.text)")
        }
    }

    /// A copy with copies of the key safes, as another machine would have it, is a copy all the same.
    @Test func aCopyOfEverythingIsACopy() async throws {
        try await VaultCopy.lend { copy in
            let whole = copy.root + "/whole"
            try FileManager.default.createDirectory(atPath: whole, withIntermediateDirectories: false)
            for path in [copy.vault.path] + copy.places { try await copy.copyTree(path, to: whole) }
            let refused = try await copy.lethe(["vault", "status", "--vault", whole + "/v"])
            #expect(refused.code == 2 && refused.talk.contains("this is a copy"), "\(refused.talk)")
        }
    }
}
