import Testing
import VaultCore
import VaultModel
import VaultStorage

/// One person with two numbers is found, judged and erased as one; taking that back restores what was before.
@Suite(.serialized)
struct MergeTests {
    private static let staff = StaffMember(Sample.staff)

    @Test func aMergedPersonIsOneAndTwoAgain() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let (first, second) = (copy.sample.leaving, copy.sample.staying)
                let third = try await controller.register("urn:mrn|3", name: "Jürgen Gross")
                func find(_ person: String) async throws -> [PatientID] {
                    try await controller.find(try #require(PatientIdentifier(person)))
                }
                try await controller.merge(first.patient, with: second.patient)
                #expect(try await find(first.identifier) == [second.patient])
                #expect(try await find(second.identifier) == [second.patient])
                for patient in [first.patient, second.patient] {
                    #expect(try await controller.records(of: patient).count == 6)
                    #expect(try await controller.marks(of: patient).map(\.event) == [.merged, .merged])
                }
                await expectError(.alreadyExists) {
                    try await controller.merge(second.patient, with: first.patient)
                }
                await expectError(.alreadyExists) { try await controller.merge(first.patient, with: third) }
                await expectError(.invalidInput) { try await controller.merge(third, with: third) }
                await expectError(.invalidInput) {
                    _ = try await controller.move(first.note, to: second.patient)
                }
                // The person goes on to be merged; each finding is taken back alone.
                try await controller.merge(second.patient, with: third)
                #expect(try await find(first.identifier) == [third])
                #expect(try await controller.records(of: third).count == 7)
                try await controller.expectSound()
                await expectError(.notFound) { try await controller.separate(first.patient, from: third) }
                let stored = try await controller.store(Sample.form, for: first.patient)
                try await controller.separate(second.patient, from: third)
                #expect(try await find("urn:mrn|3") == [third])
                #expect(try await controller.records(of: third).count == 1)
                #expect(try await controller.records(of: second.patient).count == 7)
                try await controller.separate(first.patient, from: second.patient)
                #expect(try await controller.records(of: first.patient).contains { $0.record == stored })
                for person in [first, second] { try await controller.expectWhole(person) }
                try await controller.expectSound()
            }
        }
    }

    /// All numbers go, each with its certificate; what one number must keep keeps who the person is under all.
    @Test func aPersonIsErasedUnderAllNumbers() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let (first, second) = (copy.sample.leaving, copy.sample.staying)
                try await controller.merge(first.patient, with: second.patient)
                let recent = try await controller.store(
                    ["treatment.completed": "2025-01-02"],
                    for: first.patient
                )
                let plan = try await controller.planErasure(
                    .patient(second.patient),
                    Sample.request(),
                    by: Self.staff
                )
                #expect(!plan.isWholePatient && plan.withheld.count == 3)
                #expect(plan.withheld.contains { $0.record.record == recent })
                try await controller.move(
                    recent,
                    to: controller.register("urn:mrn|4")
                )
                let result = try await controller.erase(.patient(second.patient))
                #expect(result.others.count == 1 && result.records == 6 && result.versions == 8)
                for person in [first, second] {
                    await controller.expectErased(person.note)
                    await expectError(.erased) { _ = try await controller.records(of: person.patient) }
                    let identifier = try #require(PatientIdentifier(person.identifier))
                    #expect(try await controller.find(identifier).isEmpty)
                    await expectError(.erased) {
                        try await controller.merge(
                            controller.register("urn:mrn|\(person.name)"),
                            with: person.patient
                        )
                    }
                }
                try await controller.expectSound()
            }
        }
    }

    /// What one number knows holds for all; what they state differently is not chosen from.
    @Test func nothingIsGuessedAboutAPerson() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let (first, second) = (copy.sample.leaving, copy.sample.staying)
                try await controller.merge(first.patient, with: second.patient)
                let facts = { (patient: PatientID) in
                    try await controller.facts(about: patient, by: Self.staff, for: .administration).known
                }
                try await controller.rectify(
                    second.patient,
                    IdentityCorrection(birthDate: Day(iso8601: "1971-01-02"))
                )
                #expect(try await facts(first.patient)["subject.birth"] == nil)
                try await state(["hold.claim_open": "true"], about: first.patient, in: controller)
                #expect(try await facts(second.patient)["hold.claim_open"] == "true")
                await expectError(.denied) { _ = try await controller.erase(.patient(second.patient)) }
                try await state(["hold.claim_open": ""], about: first.patient, in: controller)
                try await state(["subject.death": "2010-01-01"], about: first.patient, in: controller)
                #expect(try await facts(second.patient)["subject.death"] == "2010-01-01")
                try await state(["subject.death": "2011-01-01"], about: second.patient, in: controller)
                let error = await #expect(throws: VaultError.self) {
                    _ = try await controller.erase(.patient(first.patient))
                }
                #expect(error?.message.contains("subject.death") == true, "\(error?.message ?? "")")
                try await state(["subject.death": "2010-01-01"], about: second.patient, in: controller)
                try await controller.separate(first.patient, from: second.patient)
                #expect(try await facts(first.patient)["subject.birth"] == "1970-01-02")
                #expect(try await facts(second.patient)["subject.birth"] == "1971-01-02")
                try await controller.expectSound()
            }
        }
    }

    private func state(_ facts: [String: String], about patient: PatientID, in controller: ControllerVault)
        async throws
    {
        try await controller.state(facts, about: patient, reason: "r", by: Self.staff)
    }
}
