import PostgresClient
import Testing
import VaultCrypto
import VaultModel

@testable import VaultCore

/// What was decided comes out the same when it is decided again, or it is said what does not.
@Suite struct ReplayTests {
    private static let staff = StaffMember(Sample.staff)

    @Test func keptDecisionsComeOutTheSame() async throws {
        try await VaultCopy.lend { copy in
            let record = copy.sample.staying.note
            try await copy.served {
                _ = try await copy.care(
                    "record",
                    "read",
                    record.description,
                    "--purpose",
                    "treatment",
                    "-o",
                    "note"
                )
                let one = try await copy.care("policy", "replay", "--record", record.description).done()
                #expect(one["same"] == .integer(1) && one["different"] == .array([]))
                let all = try await copy.care("policy", "replay", "--all").done()
                #expect(all["same"]?.integerValue ?? 0 >= 1 && all["different"] == .array([]))
                let none = try await copy.care("policy", "replay")
                #expect(none.code == 64)
                try await copy.care("policy", "replay", DecisionID.random().description).expectRefusal(
                    2,
                    "there is no such decision; it may have gone with the record it was about"
                )
            }
            try await expectDifferences(copy, record)
        }
    }

    /// A kept answer that is not what the rules say, and a decision that went with its record.
    private func expectDifferences(_ copy: VaultCopy, _ record: RecordID) async throws {
        let kept = try await copy.open { controller, _ in
            let kept = try #require(
                try await controller.decisions(of: record, by: Self.staff, for: .administration)
                    .compactMap(\.file).first
            )
            let text = String(decoding: kept.encoded, as: UTF8.self)
            let forged = DecisionID.random()
            let other = text.replacing(kept.id.description, with: forged.description)
                .replacing("\"outcome\":\"permit\"", with: "\"outcome\":\"deny\"")
                .replacing("\"keepsForever\":false", with: "\"keepsForever\":true")
            #expect(other != text)
            let (_, row) = try #require(try await controller.tables.records.version(nil, of: record))
            let sealed = try await controller.seal(
                Array(other.utf8),
                as: forged,
                on: kept.asOf,
                at: row.slot,
                tree: row.tree
            )
            try await controller.tables.decisions.keep([sealed])
            let replay = try await controller.replay(.record(record), by: Self.staff)
            #expect(replay.same == 1)
            #expect(replay.findings.map(\.subject) == ["decision \(forged)"])
            #expect(
                replay.findings.first?.lines == [
                    "outcome: kept deny, now permit", "kept without end: kept yes, now no",
                ]
            )
            return kept
        }
        let told = try await copy.care("policy", "replay", "--all")
        #expect(told.code == 3 && told.text.contains("kept deny, now permit"), "\(told.text) \(told.talk)")
        try await copy.open { controller, _ in
            let erasure = try await controller.erase(.records([record]))
            await expectError(.notFound) {
                _ = try await controller.replay(.decision(kept.id), by: Self.staff)
            }
            let left = try await controller.replay(.everything, by: Self.staff)
            #expect(left.findings.isEmpty)
            // Those behind the erasure are all that is left of it, and come out the same.
            let behind = try await controller.replay(.erasure(erasure.certificate.id), by: Self.staff)
            #expect(behind.same >= 1 && behind.findings.isEmpty)
            #expect(left.same >= behind.same)
        }
    }

    /// A rulebook that is not there any more is named.
    @Test func aMissingRulebookIsSaid() async throws {
        try await VaultCopy.lend { copy in
            let record = copy.sample.staying.note
            let digest = try await copy.open { controller, _ in
                let gone = try await controller.signAndApprove(Sample.nextEdition)
                _ = try await controller.publishRules(gone.hex, by: ControllerVault.approver)
                #expect(controller.law.reference.digest == gone)
                _ = try await controller.bytes(of: record)
                let back = try await controller.signAndApprove(Sample.rules)
                _ = try await controller.publishRules(back.hex, by: ControllerVault.approver)
                #expect(try await controller.replay(.record(record), by: Self.staff).same == 1)
                return gone
            }
            try await copy.database { session in
                for table in ["publications", "rulebooks"] {
                    _ = try session.execute(
                        "DELETE FROM \(unsafeSQL: table) WHERE controller_id = 1 AND digest = \(digest.bytes)"
                    )
                }
            }
            try await copy.open { controller, _ in
                let replay = try await controller.replay(.record(record), by: Self.staff)
                #expect(replay.same == 0)
                #expect(
                    replay.findings.map(\.lines) == [
                        [
                            "its rulebook \(digest) cannot be opened: the archive of a published rulebook is missing"
                        ]
                    ]
                )
            }
        }
    }
}
