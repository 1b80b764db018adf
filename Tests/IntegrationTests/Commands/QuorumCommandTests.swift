import Foundation
import TestSupport
import Testing

/// A key safe that opens with two of three places, through the command line.
@Suite struct QuorumCommandTests {
    @Test(.enabled(if: Acceptance.isOn, "makes a vault of its own: `make accept` runs it"))
    func twoOfThreePlacesOpenAndOneDoesNot() async throws {
        try await VaultCopy.lend { copy in
            let vault = copy.root + "/quorum"
            let places = (1...3).map { "\(copy.root)/share-\($0)" }
            func lethe(_ arguments: String...) async throws -> Outcome {
                try await copy.lethe(arguments + ["--vault", vault])
            }
            let naming = places.flatMap { ["--key-safe", $0] }
            let weak = SampleVault.needsWeakKeySafe ? ["--weak-key-safe"] : []
            let refused = try await copy.lethe(
                ["vault", "init", vault, "--quorum", "1"] + naming + ["--quorum", "4"]
            )
            #expect(refused.code != 0)
            let made = try await copy.lethe(["vault", "init", vault, "--quorum", "2"] + naming + weak)
            try #require(made.code == 0, "\(made.talk)")
            let created = try await lethe("controller", "create", "Klinik", "--country", "DE")
            try #require(created.code == 0, "\(created.talk)")

            let whole = try await lethe("key-safe", "list")
            #expect(whole.text.hasPrefix("key shares in 3 places, any 2 of which open, "))
            let away = places[0] + ".away"
            try FileManager.default.moveItem(atPath: places[0], toPath: away)
            let one = try await lethe("key-safe", "list")
            #expect(one.code == 0 && one.text.contains("\(places[0]): not available"))
            try FileManager.default.moveItem(atPath: places[1], toPath: places[1] + ".away")
            let two = try await lethe("key-safe", "list")
            #expect(two.code == 1 && two.talk.contains(places[0]) && two.talk.contains(places[1]))
            try FileManager.default.moveItem(atPath: away, toPath: places[0])
            let back = try await lethe("key-safe", "list")
            #expect(
                back.code == 0 && back.text.contains("\(places[0]): holds the newest keys and nothing older")
            )
        }
    }
}
