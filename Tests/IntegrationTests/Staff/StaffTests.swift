import Foundation
import PostgresClient
import Testing
import VaultCore
import VaultCrypto
import VaultModel

/// Registered staff: keys, names, roles, and what is left of somebody who was revoked.
@Suite struct StaffTests {
    /// The whole walk on the command line, in one vault.
    @Test func madeAddedAndRevoked() async throws {
        try await VaultCopy.lend { copy in
            let made = try await copy.lethe(["staff", "make-key", "anne.key"])
            #expect(made.code == 0 && made.text.hasPrefix("-----BEGIN PUBLIC KEY-----"), "\(made.talk)")
            let path = copy.root + "/anne.key"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let openssl = try await Program.run("/usr/bin/openssl", ["pkey", "-in", path, "-pubout"])
            #expect(openssl.output == made.output, "another program reads the same key")
            try await copy.lethe(["staff", "make-key", "anne.key"])
                .expectRefusal(64, "`anne.key` exists and is not overwritten; name another file")
            _ = try copy.file(made.output, named: "anne.pub")

            try await copy.served {
                let role = ["--role", "policy_author", "--role", "dpo"]
                let added = try await copy.care(
                    ["staff", "add", "Dr. Änne Müller", "--key", "anne.pub"] + role
                )
                let id = try #require(try added.done()["staff"]?.stringValue)
                try await expectRefusals(copy)

                let list = try await copy.care("staff", "list").done()["staff"]?.arrayValue ?? []
                #expect(list.count == 1)
                #expect(list.first?["id"]?.stringValue == id)
                #expect(list.first?["name"]?.stringValue == "Dr. Änne Müller")
                #expect(
                    list.first?["roles"]?.arrayValue?.map(\.stringValue) == ["dpo", "policy_author"]
                )
                #expect(list.first?["revoked"] == .null)

                try await copy.care("staff", "add", "Eve", "--role", "clinician").done()
                try await expectReading(copy, as: "Eve", isAllowed: true)
                try await expectReading(copy, as: "Nobody registered", isAllowed: true)
                try await copy.care("staff", "revoke", "EVE").done()
                try await copy.care("staff", "revoke", "Eve").done()
                for name in ["Eve", "e v e"] { try await expectReading(copy, as: name, isAllowed: false) }
            }
            // What was revoked stays so when the vault is opened again.
            try await expectReading(copy, as: "Eve", isAllowed: false)
            try await copy.open { controller, _ in
                let eve = StaffMember("Eve")
                await expectError(.denied) {
                    _ = try await controller.records(
                        of: copy.sample.staying.patient,
                        by: eve,
                        for: .treatment
                    )
                }
                let begun = try #require(Day(iso8601: "2026-01-02"))
                let events = try #require(EpisodeEvents(begun: begun, completed: nil, site: nil, label: nil))
                await expectError(.denied) {
                    _ = try await controller.openEpisode(
                        of: copy.sample.staying.patient,
                        events: events,
                        by: eve
                    )
                }
                await expectError(.denied) { try controller.requireErasing(by: eve) }
                await expectError(.denied) { _ = try await controller.revokeStaff("Eve", by: eve) }
                // Somebody new may have the name.
                let new = try #require(StaffMember("Eve"))
                _ = try await controller.addStaff(new, roles: [.clinician], key: nil, by: nil)
                #expect(
                    try await !controller.records(of: copy.sample.staying.patient, by: eve, for: .treatment)
                        .shown.isEmpty
                )
                try await controller.expectSound()
            }
        }
    }

    private func expectRefusals(_ copy: VaultCopy) async throws {
        let role = ["--role", "policy_approver"]
        let other = try await copy.lethe(["staff", "make-key", "other.key"])
        _ = try copy.file(other.output, named: "other.pub")
        try await copy.care(["staff", "add", "dr. änne müller", "--key", "other.pub"] + role)
            .expectRefusal(1, "a member of staff has this name; tell them apart in the name")
        try await copy.care(["staff", "add", "Bob", "--key", "anne.key"] + role).expectRefusal(
            64,
            "--key: this is a private key, which stays with its owner; name the file of its public half "
                + "(`lethe staff make-key FILE > FILE.pub` writes both)"
        )
        try await copy.care(["staff", "add", "Bob", "--key", "anne.pub"] + role)
            .expectRefusal(1, "a member of staff has or had this key; a key belongs to one person")
        try await copy.care(["staff", "add", "Bob"] + role)
            .expectRefusal(
                64,
                "the role policy_approver signs, which needs a key (--key FILE; `lethe staff make-key FILE` makes one)"
            )
        _ = try copy.file(Array("no key".utf8), named: "bad.key")
        try await copy.care(["staff", "add", "Bob", "--key", "bad.key"] + role)
            .expectRefusal(64, "--key: this is no Ed25519 key in PEM; a private one may have no password")
        let none = try await copy.care("staff", "add", "Bob")
        #expect(none.code == 64)
        try await copy.care("staff", "revoke", "Bob")
            .expectRefusal(2, "there is no member of staff of this name or id; see `lethe staff list`")
    }

    private func expectReading(_ copy: VaultCopy, as name: String, isAllowed: Bool) async throws {
        let outcome = try await copy.lethe([
            "record", "list", "--patient", copy.sample.staying.patient.description, "--controller",
            Sample.controller,
            "--as", name, "--purpose", "treatment",
        ])
        #expect((outcome.code == 0) == isAllowed, "\(name): \(outcome.talk)")
        if !isAllowed {
            outcome.expectRefusal(2, "this member of staff was revoked (`lethe staff list`)")
        }
    }

    private func execute(in copy: VaultCopy, _ statements: [String]) async throws {
        try await copy.database { session in
            for statement in statements { _ = try session.execute("\(unsafeSQL: statement)") }
        }
    }

    /// Whoever can change rows gets no role, no key and no office by it.
    @Test func aChangedRowDoesNotOpen() async throws {
        try await VaultCopy.lend { copy in
            let key = SigningKey.generate().publicKey
            let id = try await copy.open { controller, _ in
                let name = try #require(StaffMember("Anne"))
                return try await controller.addStaff(name, roles: [.dpo], key: key, by: nil).id
            }
            let changes = [
                "roles = '{dpo,policy_author}'", "revoked_at = now()", "added_at = added_at + interval '1 s'",
                "signing_key = '\\x\(Hex.encode(SigningKey.generate().publicKey.bytes))'",
            ]
            try await execute(in: copy, ["CREATE SCHEMA aside"])
            for change in changes {
                try await execute(
                    in: copy,
                    ["CREATE TABLE aside.kept AS SELECT * FROM staff", "UPDATE staff SET \(change)"]
                )
                try await copy.open { controller, _ in
                    #expect(controller.staff().isEmpty, "\(change)")
                    let broken = try await controller.check(CheckDepth(isDeep: false)).filter { !$0.holds }
                        .map(\.invariant)
                    #expect(broken == ["every member of staff's row opens"], "\(change)")
                }
                try await execute(
                    in: copy,
                    [
                        "DELETE FROM staff", "INSERT INTO staff SELECT * FROM aside.kept",
                        "DROP TABLE aside.kept",
                    ]
                )
            }
            try await copy.open { controller, _ in #expect(controller.staff().map(\.id) == [id]) }
        }
    }
}
