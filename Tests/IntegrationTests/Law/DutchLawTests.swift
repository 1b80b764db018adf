import PolicyEngine
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What the Dutch rules decide inside a vault, alone and beside those of another country.
@Suite(.serialized)
struct DutchLawTests {
    private static let staff = StaffMember(Sample.staff)

    /// Art 7:455(1) BW: a patient who asks for it has the file destroyed within three months.
    @Test func aFileIsDestroyedWithinThreeMonthsOfTheRequest() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { _, open in
                let house = try await open.vault.createController(
                    name: "Ziekenhuis Proef",
                    country: "NL",
                    facts: ["controller.kind": "hospital"],
                    rules: Sample.rules
                )
                let patient = try await house.register("urn:bsn|1", name: "Anna de Vries")
                let intake = Intake(
                    source: BytesSource([1, 2, 3]),
                    name: "brief.txt",
                    facts: RecordFacts(recordClass: .clinicalCore)
                )
                let record = try await house.store(intake, for: patient, by: Self.staff).record
                func plan(by role: String) async throws -> (ErasurePlan, ErasureRequest) {
                    let request = try ErasureRequest(
                        ground: "art. 7:455 BW",
                        facts: [
                            "requester.role": role, "request.received": "2026-10-15",
                            "request.ground": "none", "disclosed_to_recipients": "false",
                        ]
                    )
                    return (try await house.planErasure(.records([record]), request, by: Self.staff), request)
                }
                let staff = try await plan(by: "staff").0
                #expect(staff.scope == nil && staff.asked.tasks.isEmpty)

                let (asked, request) = try await plan(by: "patient")
                let line = try #require(asked.lines.first)
                #expect(line.isErased && line.reason.contains("7:455"), "\(line.reason)")
                let task = try #require(asked.asked.tasks.first)
                #expect(asked.asked.tasks.count == 1 && task.who == "controller")
                #expect(task.by == Day(iso8601: "2027-01-15"), "\(String(describing: task.by))")
                #expect(task.reason.contains("7:455(1)"), "\(task.reason)")
                let result = try await house.erase(planned: asked, request, by: Self.staff)
                #expect(result.versions == 1)
                await house.expectErased(record)
                try await house.expectSound()
            }
        }
    }

    /// What German law would let be overwritten stays readable where Dutch law applies beside it: the strictest wins.
    @Test func theStrictestOfTwoCountriesWins() async throws {
        let both = Sample.rules.map { file in
            guard file.path == "packs/nl.yaml" else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            let attached = text.replacing(
                "  - {controller.country: NL}",
                with: "  - {controller.country: {in: [NL, DE]}}",
                maxReplacements: 1
            )
            return RulebookFile(path: file.path, bytes: Array(attached.utf8))
        }
        #expect(both != Sample.rules)
        let facts = ["rectification.object": "clinical_entry", "rectification.controller_agrees": "true"]
        let request = try RectificationRequest(ground: "Art 16", facts: facts, isConfirmed: true)
        try await VaultCopy.lend { copy in
            let record = try await copy.open { controller, _ in
                // A clinical entry outside the treatment file of § 630f BGB.
                let outside = RecordFacts(
                    recordClass: .clinicalCore,
                    facts: ["record.is_patient_file": "false"]
                )
                let record = try await controller.storeForm(outside, for: copy.sample.leaving.patient)
                let plan = try await controller.planRectification(of: record, request, by: Self.staff)
                #expect(plan.outcome == .overwriteOK && plan.erased.count == 2, "\(plan.reason)")
                return record
            }
            try await copy.publish(both, as: 2)
            try await copy.open { controller, _ in
                let result = try await controller.rectify(
                    record,
                    to: [1, 2, 3],
                    facts: facts,
                    isConfirmed: true
                )
                #expect(result.outcome == .addendum && result.erasure == nil)
                #expect(try await controller.bytes(of: record) == [1, 2, 3])
                #expect(try await controller.bytes(of: record, version: 1) == Sample.form)
                #expect(try await controller.certificates().isEmpty)
            }
        }
    }
}
