import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Long readings from a streaming replica, beside whoever has the vault open.
@Suite struct ReplicaTests {
    @Test(.enabled(if: Acceptance.isOn, "needs a standby server: `make accept` runs it"))
    func checksAndPreviewsBesideTheVaultThatIsOpen() async throws {
        try await VaultCopy.lend(onServersWithStandby: true) { copy, _ in
            func onReplica(_ command: String...) async throws -> Outcome {
                try await copy.lethe(["--replica"] + command)
            }
            let previewing = [
                "retention", "preview", "--controller", Sample.controller, "--as", Sample.staff,
            ]
            let before = try await copy.lethe(previewing)
            #expect(before.code == 0, "\(before.talk)")
            try await copy.open { controller, _ in
                _ = try await controller.erase(.records([copy.sample.leaving.scan]))
                let kept = try await controller.store(Sample.firstNote, for: copy.sample.staying.patient)
                try await controller.flush()
                // This process has the vault: another one would have to wait.
                let check = try await onReplica("vault", "check", "--deep")
                #expect(check.code == 0 && check.text.contains("ok  "), "\(check.text)\(check.talk)")
                let preview = try await copy.lethe(["--replica"] + previewing)
                #expect(preview.code == 0, "\(preview.talk)")
                let reading = try await onReplica("record", "read", kept.description)
                #expect(reading.code == 64 && reading.output.isEmpty)
                #expect(reading.talk.contains("--replica is for"), "\(reading.talk)")
            }
        }
    }

    /// Where there is no replica, nothing is read from the first server in its stead.
    @Test func whereThereIsNone() async throws {
        try await VaultCopy.lend { copy in
            try await copy.lethe(["--replica", "vault", "check"]).expectRefusal(
                64,
                "this vault has a PostgreSQL of its own, and that has no replica: leave --replica out"
            )
        }
    }
}
