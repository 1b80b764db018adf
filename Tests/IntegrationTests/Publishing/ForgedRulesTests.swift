import PolicyEngine
import PostgresClient
import Testing
import VaultCore
import VaultCrypto
import VaultModel

/// Whoever can write to the database gets no rules into force by it unseen.
@Suite struct ForgedRulesTests {
    private static let signatures =
        "every rulebook after the first is signed by its author, and by somebody else once approved"
    private static let events = "every published rulebook's ledger event says what was published"
    private static let archives = "every rulebook's archive has its digest"

    /// What is done to the rows of an approved rulebook, and what is found.
    private static let forgeries: [(change: String, found: String)] = [
        ("UPDATE publications SET active_from = active_from + 1 WHERE publication_no = 2", signatures),
        ("UPDATE publications SET author = approver, approver = author WHERE publication_no = 2", signatures),
        (
            "UPDATE publications SET author_signature = approver_signature WHERE publication_no = 2",
            signatures
        ),
        (
            """
            UPDATE publications SET author = NULL, author_signature = NULL, approver = NULL,
                approver_signature = NULL WHERE publication_no = 2
            """, signatures
        ),
        (
            "UPDATE publications SET state = 'published', published_at = now() WHERE publication_no = 2",
            events
        ),
        (
            """
            UPDATE rulebooks SET archive = overlay(archive PLACING '\\x20' FROM octet_length(archive))
            WHERE digest = (SELECT digest FROM publications WHERE publication_no = 2)
            """, archives
        ),
    ]

    @Test func everyForgeryIsFound() async throws {
        try await VaultCopy.lend { copy in
            let today = VaultClock.system.now.day
            let digest = try await copy.open { controller, _ in
                let later = Day(daysSinceEpoch: today.daysSinceEpoch + 400)
                let digest = try await controller.signAndApprove(Sample.nextEdition, from: later)
                try await controller.expectSound()
                return digest
            }
            try await execute(
                in: copy,
                [
                    "CREATE SCHEMA aside", "CREATE TABLE aside.p AS SELECT * FROM publications",
                    "CREATE TABLE aside.r AS SELECT * FROM rulebooks",
                ]
            )
            for (change, found) in Self.forgeries {
                try await execute(in: copy, [change])
                try await copy.open { controller, _ in
                    let broken = try await controller.check(CheckDepth(isDeep: false)).filter { !$0.holds }
                    #expect(broken.map(\.invariant) == [found], "\(change)")
                    // What the rows say is published already is not refused, but found.
                    guard found != Self.events else { return }
                    await #expect(throws: VaultError.self, "\(change)") {
                        try await controller.publishRules(digest.hex, by: ControllerVault.approver)
                    }
                }
                try await execute(
                    in: copy,
                    [
                        "DELETE FROM publications", "DELETE FROM rulebooks",
                        "INSERT INTO rulebooks SELECT * FROM aside.r",
                        "INSERT INTO publications SELECT * FROM aside.p",
                    ]
                )
            }
            try await copy.open { controller, _ in
                try await controller.expectSound()
                _ = try await controller.publishRules(digest.hex, by: ControllerVault.approver)
                try await controller.expectSound()
            }
        }
    }

    private func execute(in copy: VaultCopy, _ statements: [String]) async throws {
        try await copy.database { session in
            for statement in statements { _ = try session.execute("\(unsafeSQL: statement)") }
        }
    }
}
