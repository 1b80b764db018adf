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
        try await controller.decisions(of: record, by: Self.staff, for: .administration).compactMap(\.file)
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

    /// An erasure keeps what the rules were told about all that it took, equal facts once; what stays keeps its refusal.
    @Test func anErasureKeepsItsDecisions() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let person = copy.sample.leaving
                let intake = Intake(
                    source: BytesSource([1]),
                    name: "x",
                    facts: RecordFacts(
                        recordClass: .clinicalCore,
                        facts: ["treatment.completed": "2002-02-03"]
                    )
                )
                let other = try await controller.store(intake, for: person.patient, by: Self.staff).record
                let kept = Intake(
                    source: BytesSource([2]),
                    name: "y",
                    facts: RecordFacts(
                        recordClass: .clinicalCore,
                        facts: ["treatment.completed": "2024-02-03"]
                    )
                )
                let staying = try await controller.store(kept, for: person.patient, by: Self.staff).record
                let result = try await controller.erase(.patient(person.patient))
                #expect(result.records == 3)
                let decisions = try #require(
                    try await controller.decisions(
                        behind: result.certificate.id,
                        by: Self.staff,
                        for: .administration
                    )
                )
                #expect(decisions.rulebook == controller.law.reference.digest)
                #expect(decisions.groups.map(\.answer.outcome) == [.erase, .erase])
                #expect(decisions.groups.map(\.facts["treatment.completed"]) == ["2001-02-03", "2002-02-03"])
                #expect(decisions.groups.map(\.versions) == [nil, [other: [.first]]])
                #expect(decisions.groups[0].facts["request.ground"] == "no_longer_needed")
                let refused = try await self.decisions(of: staying, in: controller)
                #expect(refused.map(\.action) == [.erase] && refused.first?.answer.outcome == .refuse)
                #expect(refused.first?.answer.keepUntil == Day(iso8601: "2034-02-03"))

                await expectError(.denied) { _ = try await controller.erase(.records([staying])) }
                #expect(try await self.decisions(of: staying, in: controller).count == 2)
                try await controller.expectSound()
            }
        }
    }

    /// Conditions of a permit are told to who reads; a transfer needs a basis, too, and leaves both answers.
    @Test func conditionsAndTransfersAreSaid() async throws {
        try await VaultCopy.lend { copy in
            let note = copy.sample.staying.note
            try await copy.served {
                let read = ["record", "read", note.description, "--version", "1", "--purpose"]
                let emergency = try await copy.care(read + ["emergency"])
                #expect(emergency.code == 0 && emergency.output == Sample.firstNote)
                #expect(
                    emergency.talk.contains("permitted on conditions: ")
                        && emergency.talk.contains("look into the emergency access"),
                    "\(emergency.talk)"
                )
                let abroad = try await copy.care(read + ["treatment", "--destination", "CN"])
                #expect(abroad.code == 2 && abroad.output.isEmpty, "\(abroad.talk)")
            }
            try await copy.open { _, open in
                let controller = try await open.vault.createController(
                    name: "Privatklinik",
                    country: "DE",
                    facts: Sample.house.merging(
                        ["controller.sgb5_provider": "false", "processing.cloud": "false"]
                    ) { $1 },
                    rules: Sample.rules
                )
                let patient = try await controller.register("urn:mrn|transfer")
                let record = try await controller.store([1, 2, 3], for: patient)
                func read(to country: String, stating facts: [String: String] = [:]) async throws -> Reading {
                    try await controller.read(
                        record,
                        to: country,
                        stating: facts,
                        by: Self.staff,
                        for: .treatment
                    ) { _ in }
                }
                _ = try await read(to: "FR")
                await expectError(.denied) { _ = try await read(to: "CN") }
                let clauses = try await read(to: "CN", stating: ["transfer.scc_with_assessment": "true"])
                #expect(!clauses.conditions.isEmpty)
                await expectError(.invalidInput) {
                    _ = try await read(to: "FR", stating: ["hold.claim_open": "false"])
                }
                let kept = try await decisions(of: record, in: controller)
                #expect(kept.count == 6 && kept.allSatisfy { $0.action == .transfer })
                let transfers = kept.filter { $0.kind == .transfer }
                let answers = transfers.map {
                    "\($0.facts["destination.country"] ?? "") \($0.answer.outcome.rawValue) \($0.answer.basis ?? "")"
                }
                #expect(
                    Set(answers) == ["FR permit within_eea", "CN deny ", "CN permit_with_conditions scc"]
                )
            }
        }
    }

    /// What the rules said when a version was stored lies in it.
    @Test func storingLeavesItsDecisionInTheVersion() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                let begun = try #require(Day(iso8601: "2020-01-04"))
                let completed = Day(iso8601: "2024-02-05")
                let events = try #require(
                    EpisodeEvents(begun: begun, completed: completed, site: nil, label: nil)
                )
                let episode = try await controller.openEpisode(of: patient, events: events, by: Self.staff)
                let intake = Intake(
                    source: BytesSource([1]),
                    name: "x",
                    facts: RecordFacts(recordClass: .clinicalCore),
                    episode: episode
                )
                let record = try await controller.store(intake, for: patient, by: Self.staff).record
                let decision = try await controller.history(of: record).first?.metadata.decision
                #expect(decision?.outcome == .keep)
                #expect(decision?.rulebook == controller.law.reference.digest)
                #expect(decision?.facts["treatment.completed"] == "2024-02-05")
                #expect(decision?.facts["controller.country"] == "DE")
                #expect(decision?.facts["record.class"] == nil)
            }
        }
    }
}
