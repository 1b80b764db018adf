import Foundation
import PolicyEngine
import Testing
import VaultModel

/// Each eye sees for itself, with its own key, while it is in office.
@Suite struct PublishingRefusalTests {
    private static let today = VaultClock.system.now.day
    private static let tomorrow = Day(daysSinceEpoch: today.daysSinceEpoch + 1)
    private static let yesterday = Day(daysSinceEpoch: today.daysSinceEpoch - 1)
    private static let otherKey = "this is not the key that is registered for this member of staff"

    @Test func everyRefusal() async throws {
        try await VaultCopy.lend { copy in
            let desk = PolicyDesk(copy: copy)
            try desk.write(Sample.rules, into: "rules")
            try desk.write(Sample.nextEdition, into: "longer")
            try await copy.served {
                try await desk.add("Anne", ["policy_author", "policy_approver"], key: "anne.key")
                try await desk.add("Bob", ["policy_approver"], key: "bob.key")
                try await desk.add("Cleo", ["policy_author"], key: "cleo.key")
                try await expectUnsigned(desk)
                try await expectBadRules(desk)
                let digest = try await signed(desk)
                try await expectUnapproved(desk, digest)
                try await desk.approve(digest, "Bob", "bob.key").done()
                try await expectRevoked(desk, digest)
            }
            try await copy.open { controller, _ in
                #expect(try await controller.publications().filter { $0.row.state == .published }.count == 1)
                try await controller.expectSound()
            }
        }
    }

    private func signed(_ desk: PolicyDesk) async throws -> String {
        let signed = try await desk.sign(from: Self.tomorrow, "Anne", "anne.key").done()
        return try #require(signed["digest"]?.stringValue)
    }

    private func expectUnsigned(_ desk: PolicyDesk) async throws {
        let noAuthor = "signing this needs the role policy_author (`lethe staff add`)"
        for name in ["Bob", "Nobody"] {
            try await desk.sign(from: Self.tomorrow, name, "bob.key").expectRefusal(2, noAuthor)
        }
        try await desk.sign(from: Self.tomorrow, "Anne", "bob.key").expectRefusal(2, Self.otherKey)
        try await desk.sign(from: Self.yesterday, "Anne", "anne.key").expectRefusal(
            64,
            "\(Self.yesterday) is over: what was decided since stays decided; sign again with a later day"
        )
        let key = desk.copy.root + "/open.key"
        try FileManager.default.copyItem(atPath: desk.copy.root + "/anne.key", toPath: key)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = try await desk.sign(from: Self.tomorrow, "Anne", "open.key")
        #expect(open.code == 64 && open.talk.contains("others can read this private key"), "\(open.talk)")
    }

    private func expectBadRules(_ desk: PolicyDesk) async throws {
        let old = "{minimum: 10 years, from: treatment.completed, source: statute"
        try desk.write(Sample.rules(replacing: "decision: retain", by: "decision: keep"), into: "broken")
        let problems = try await desk.sign("broken", from: Self.tomorrow, "Anne", "anne.key")
        #expect(problems.code == 3 && problems.talk.contains("packs/de.yaml"), "\(problems.talk)")
        // A shorter period than the cases beside the rules say.
        let failing = Sample.rules(replacing: old, by: old.replacing("10", with: "9"))
        try desk.write(failing, into: "failing")
        let failures = try await desk.sign("failing", from: Self.tomorrow, "Anne", "anne.key")
        #expect(failures.code == 3 && failures.talk.contains("do not decide their own tests"))
        #expect(failures.talk.contains("tests/de.yaml"), "\(failures.talk)")
    }

    private func expectUnapproved(_ desk: PolicyDesk, _ digest: String) async throws {
        try await desk.approve(digest, "Anne", "anne.key").expectRefusal(
            2,
            "rules need four eyes: whoever wrote and signed them cannot approve them"
        )
        try await desk.approve(digest, "Cleo", "cleo.key")
            .expectRefusal(2, "signing this needs the role policy_approver (`lethe staff add`)")
        try await desk.approve(digest, "Bob", "anne.key").expectRefusal(2, Self.otherKey)
        try await desk.approve("abc", "Bob", "bob.key")
            .expectRefusal(64, "name rules by their digest, or by at least its first 6 characters")
        try await desk.approve("000000000000", "Bob", "bob.key")
            .expectRefusal(2, "no rules of this digest were signed here; see `lethe policy list`")
    }

    /// Signed, but the author left before anybody approved; approved, but the approver left.
    private func expectRevoked(_ desk: PolicyDesk, _ digest: String) async throws {
        let signed = try await desk.sign("longer", from: Self.tomorrow, "Cleo", "cleo.key").done()
        let other = try #require(signed["digest"]?.stringValue)
        try await desk.copy.care("staff", "revoke", "Cleo").done()
        let unapproved = try await desk.approve(other, "Bob", "bob.key")
        #expect(unapproved.code == 2 && unapproved.talk.contains("the author was revoked since"))
        try await desk.copy.care("staff", "revoke", "Bob").done()
        let unpublished = try await desk.publish(digest, "Anne")
        #expect(unpublished.code == 2 && unpublished.talk.contains("the approver was revoked since"))
        let revoked = try await desk.publish(digest, "Bob")
        #expect(revoked.code == 2 && revoked.talk.contains("this member of staff was revoked"))
    }
}
