import PolicyEngine
import Testing
import VaultCore
import VaultCrypto
import VaultModel

/// What the rules were told and said is kept with what it was about.
@Suite(.serialized)
struct KeptDecisionTests {
    private static let staff = StaffMember(Sample.staff)

    private func decisions(of record: RecordID, in controller: ControllerVault) async throws -> [DecisionFile]
    {
        try await controller.decisions(of: record, by: Self.staff, for: .administration)
    }

    /// Each reading leaves one decision, with which it can be made again; all of them go with the record.
    @Test func aReadingLeavesItsDecision() async throws {
        try await VaultCopy.lend { copy in
            let note = copy.sample.leaving.note
            try await copy.open { controller, _ in
                _ = try await controller.bytes(of: note)
                _ = try await controller.bytes(of: note, version: 1)
                let kept = try await decisions(of: note, in: controller)
                #expect(kept.map(\.action) == [.read, .read])
                let first = try #require(kept.first)
                #expect(first.actor == Sample.staff && first.answer.outcome == .permit)
                #expect(first.facts["controller.country"] == "DE")
                #expect(first.facts["controller.kind"] == "hospital")
                #expect(first.facts["purpose"] == "treatment")
                #expect(first.rulebook == controller.law.reference.digest)
                #expect(try await controller.decision(first.id) == first)

                let vocabulary = controller.law.rulebook.vocabulary
                let values = first.facts.reduce(into: [String: FactValue]()) { values, fact in
                    values[fact.key] = vocabulary.facts[fact.key]?.kind.value(of: fact.value)
                }
                #expect(values.count == first.facts.count)
                let engine = PolicyEngine(controller.law.rulebook)
                let again = engine.decide(first.kind, try engine.facts(values), asOf: first.asOf)
                #expect(DecisionAnswer(again) == first.answer)

                _ = try await controller.erase(.records([note]))
                await expectError(.notFound) { _ = try await controller.decision(first.id) }
                try await controller.expectSound()
            }
            let left = try await copy.database { session in
                try session.queryOne("SELECT count(*) FROM decisions")?.int64(0)
            }
            #expect(left == 0)
        }
    }

    /// A refused reading is kept, too, and a drill keeps nothing.
    @Test func aRefusalIsKeptAndADrillIsNot() async throws {
        try await VaultCopy.lend { copy in
            let note = copy.sample.leaving.note
            try await copy.open { controller, _ in
                try await controller.read(note, by: Self.staff, for: .emergency) { _ in }
                let intake = Intake(
                    source: BytesSource([1]),
                    name: "x",
                    facts: RecordFacts(recordClass: .clinicalCore, facts: ["record.wrong_patient": "true"])
                )
                let wrong = try await controller.store(
                    intake,
                    for: copy.sample.leaving.patient,
                    by: Self.staff
                )
                await expectError(.denied) { _ = try await controller.bytes(of: wrong.record) }
                let kept = try await decisions(of: wrong.record, in: controller)
                #expect(kept.map(\.answer.outcome) == [.deny])
                #expect(kept.first?.answer.fired.contains("eu.disclose.wrong_patient") == true)
                let emergency = try await decisions(of: note, in: controller)
                #expect(emergency.first?.answer.outcome == .permitWithConditions)
                #expect(emergency.first?.answer.obligations.isEmpty == false)
            }
            try await copy.open(isDrill: true) { controller, _ in
                _ = try await controller.bytes(of: note)
                #expect(try await decisions(of: note, in: controller).count == 1)
            }
        }
    }
}
