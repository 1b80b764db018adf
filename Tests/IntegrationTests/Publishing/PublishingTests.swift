import PolicyEngine
import PostgresClient
import Testing
import VaultCore
import VaultCrypto
import VaultModel
import VaultStorage

/// Rules go from their author through four eyes into force, and nothing else does.
@Suite struct PublishingTests {
    private static let anne = "Dr. Änne Müller"
    private static let bob = "José Núñez"
    private static let first = Day(iso8601: "2026-12-01")
    private static let second = Day(iso8601: "2026-12-02")

    /// Makes a rehearsal vault of the copy, in which it is a time of 1 December 2026.
    private func rehearse(_ copy: VaultCopy, at secondOfDay: Int64) async throws {
        let old = try VaultConfiguration(of: copy.vault)
        if !old.isRehearsal {
            try await copy.database { session in
                _ = try session.execute("UPDATE vault_identity SET rehearsal = true")
            }
        }
        let day = try #require(Self.first)
        let then = day.daysSinceEpoch * 86_400 + secondOfDay
        try VaultConfiguration(
            vault: old.vault,
            incarnation: old.incarnation,
            isRehearsal: true,
            database: old.database,
            keySafes: old.keySafes,
            acceptsWeakKeySafe: old.acceptsWeakKeySafe,
            clockOffset: then - VaultClock.system.now.secondsSinceEpoch
        ).write(to: copy.vault)
    }

    private func mayErase(_ controller: ControllerVault, _ record: RecordID) async throws -> Bool {
        try await controller.planErasure(.records([record]), Sample.request(), by: StaffMember(Sample.staff))
            .lines.allSatisfy(\.isErased)
    }

    /// Made, signed, approved, published; the day begins and they decide; and back to the rules before.
    @Test func theWholeWalk() async throws {
        try await VaultCopy.lend { copy in
            try await rehearse(copy, at: 43_200)
            let desk = PolicyDesk(copy: copy)
            try desk.write(Sample.nextEdition, into: "rules")
            let digest = try await copy.served { try await walk(desk) }
            let record = copy.sample.leaving.note

            // The day begins while the vault is open, and nobody says anything to it.
            try await rehearse(copy, at: 86_395)
            try await copy.open { controller, open in
                var days: Set<Day> = []
                let end = ContinuousClock.now + .seconds(60)
                while try !days.contains(#require(Self.second)), ContinuousClock.now < end {
                    let before = open.vault.context.clock.now.day
                    let mayErase = try await mayErase(controller, record)
                    guard open.vault.context.clock.now.day == before else { continue }
                    #expect(mayErase == (before == Self.first))
                    days.insert(before)
                    try await Task.sleep(for: .milliseconds(20))
                }
                #expect(try days.contains(#require(Self.second)))
                #expect(controller.law.reference.digest.hex == digest)
                #expect(controller.law.reference.name == "Rules of 2026-12-02")
                let list = try await controller.publications()
                #expect(list.map(\.isInForce) == [false, true])
                #expect(list.allSatisfy { $0.row.entry != nil })
                try await controller.expectSound()

                // Back to the rules before: another publication of the same digest, in force at once.
                let old = try await controller.rules(list[0].row.digest.hex)
                let row = try await controller.signRules(
                    old,
                    activeFrom: try #require(Self.second),
                    by: ControllerVault.author,
                    key: KeyPair.signing(copy.root + "/anne.key")
                )
                #expect(row.digest == list[0].row.digest && row.number == 3)
                let name = row.digest.hex
                let key = try KeyPair.signing(copy.root + "/bob.key")
                _ = try await controller.approveRules(name, by: ControllerVault.approver, key: key)
                #expect(try await !mayErase(controller, record), "approved is not published")
                _ = try await controller.publishRules(name, by: ControllerVault.approver)
                #expect(try await mayErase(controller, record))
                let erased = try await controller.erase(.records([record]))
                #expect(erased.records == 1)
                try await controller.expectSound()
            }
            let list = try await copy.lethe(["policy", "list", "--controller", Sample.controller])
            #expect(list.text.contains("with the controller, unsigned"), "\(list.text)")
        }
    }

    /// What legal teams type; gives the digest.
    private func walk(_ desk: PolicyDesk) async throws -> String {
        try await desk.add(Self.anne, ["policy_author"], key: "anne.key")
        try await desk.add(Self.bob, ["policy_approver"], key: "bob.key")
        let day = try #require(Self.second)
        let signed = try await desk.sign(from: day, Self.anne, "anne.key").done()
        let digest = try #require(signed["digest"]?.stringValue)
        let prefix = String(digest.prefix(12))
        let early = try await desk.publish(prefix, Self.bob)
        #expect(early.code == 2 && early.talk.contains("four eyes"), "\(early.talk)")
        let approved = try await desk.approve(prefix, Self.bob, "bob.key").done()
        #expect(approved["state"] == .string("approved"))
        let twice = try await desk.approve(prefix, Self.bob, "bob.key")
        #expect(twice.code == 1 && twice.talk.contains("approved already"))
        let stranger = try await desk.publish(prefix, "Jose Nunez")
        #expect(stranger.code == 2 && stranger.talk.contains("only a registered member"), "\(stranger.talk)")
        for _ in 1...2 {
            let published = try await desk.publish(prefix, Self.bob).done()
            #expect(published["state"] == .string("published") && published["number"] == .integer(2))
        }
        let list = try await desk.policy("list").done()["publications"]?.arrayValue ?? []
        #expect(list.map { $0["inForce"]?.boolValue } == [true, false])
        #expect(list.map { $0["author"]?.stringValue } == [nil, Self.anne])
        #expect(list.map { $0["approver"]?.stringValue } == [nil, Self.bob])

        try await desk.policy("export", prefix, "-o", "copy").done()
        let again = try RulebookArchive.encode(desk.files(in: "copy"))
        #expect(SHA256.hash(again).hex == digest, "what is exported is what was signed")
        let full = try await desk.policy("export", prefix, "-o", "copy")
        #expect(full.code == 64)
        return digest
    }
}
