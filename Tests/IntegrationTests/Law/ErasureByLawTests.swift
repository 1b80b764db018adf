import Testing
import VaultCore
import VaultModel

/// Erasures do what the rulebook says, record by record.
@Suite(.serialized)
struct ErasureByLawTests {
    private static let staff = StaffMember(Sample.staff)
    private static let underTreatment = RecordFacts(
        recordClass: .clinicalCore,
        facts: ["treatment.completed": "2024-03-10"]
    )

    private func store(
        _ facts: RecordFacts,
        _ name: String,
        for patient: PatientID,
        in controller: ControllerVault
    ) async throws -> RecordID {
        let intake = Intake(source: BytesSource(Array(name.utf8)), name: name, facts: facts)
        return try await controller.store(intake, for: patient, by: Self.staff).record
    }

    /// What the law keeps stays, with its date; what it does not keep goes; who the patient is stays with the rest.
    @Test func partOfAPatientStays() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let person = copy.sample.leaving
                let kept = try await store(
                    Self.underTreatment,
                    "arztbrief.txt",
                    for: person.patient,
                    in: controller
                )
                let unknown = try await store(
                    RecordFacts(),
                    "unbekannt.txt",
                    for: person.patient,
                    in: controller
                )
                let result = try await controller.erase(.patient(person.patient))
                #expect(result.records == 2)
                await controller.expectErased(person.note)
                await controller.expectErased(person.scan)
                #expect(Set(result.withheld.map(\.record.record)).isSuperset(of: [kept, unknown]))
                #expect(result.withheld.count == 3)
                let line = try #require(result.withheld.first { $0.record.record == kept })
                #expect(line.decision.keepUntil?.day == Day(iso8601: "2034-03-10"))
                #expect(line.reason.contains("630f"), "\(line.reason)")
                let other = try #require(result.withheld.first { $0.record.record == unknown })
                #expect(other.decision.outcome == .escalate)
                #expect(try await controller.bytes(of: kept) == Array("arztbrief.txt".utf8))
                #expect(try await controller.records(of: person.patient).count == 3)
                try await controller.expectSound()
            }
        }
    }

    /// What is done in part ends with a code of its own, and says in words what stays.
    @Test func whoAsksHearsThatItIsAPart() async throws {
        try await VaultCopy.lend { copy in
            let person = copy.sample.leaving
            let kept = try await copy.open { controller, _ in
                try await store(Self.underTreatment, "arztbrief.txt", for: person.patient, in: controller)
            }
            try await copy.served {
                let erase = [
                    "patient", "erase", person.patient.description, "--controller", Sample.controller, "--as",
                    Sample.staff, "--ground", "G", "--fact", Sample.groundFact, "--fact", Sample.roleFact,
                ]
                let looked = try await copy.lethe(erase + ["--dry-run"])
                #expect(looked.code == 0 && looked.text.contains("this stays (2 records):"), "\(looked.text)")
                let line = "\(kept)  clinical_core  arztbrief.txt"
                #expect(looked.text.contains("  \(line)\n"), "\(looked.text)")
                let done = try await copy.lethe(erase + ["--yes"])
                #expect(done.code == 4, "\(done.talk)")
                #expect(done.text.contains("\nStays: \(line)\n    "), "\(done.text)")
                #expect(done.text.contains("Kept until 2034-03-10."), "\(done.text)")
                #expect(done.text.contains("\nCertificate "), "\(done.text)")
            }
            try await copy.open { controller, _ in
                await controller.expectErased(person.note)
                #expect(try await controller.bytes(of: kept) == Array("arztbrief.txt".utf8))
                try await controller.expectSound()
            }
        }
    }

    /// Where everything is kept nothing happens, and the answer says by which law and until when.
    @Test func nothingIsErasedThatTheLawKeeps() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|law-1", name: "Ada Lovelace")
                let record = try await store(Self.underTreatment, "a.txt", for: patient, in: controller)
                let error = await #expect(throws: VaultError.self) {
                    try await controller.erase(.records([record]))
                }
                #expect(
                    error?.code == .denied && error?.message.contains("630f") == true,
                    "\(error?.message ?? "")"
                )
                await #expect(throws: VaultError(.denied, "")) {
                    try await controller.erase(.patient(patient))
                }
                #expect(try await controller.bytes(of: record) == Array("a.txt".utf8))
                #expect(try await controller.certificates().isEmpty)
                try await controller.expectSound()
            }
        }
    }

    /// A course of care that is not completed yet: the date is missing, and the record stays.
    @Test func theEndOfTreatmentIsTheEpisodes() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|law-2", name: "Grace Hopper")
                let events = try #require(
                    EpisodeEvents(begun: Day(iso8601: "2010-01-04")!, completed: nil, site: nil, label: nil)
                )
                let episode = try await controller.openEpisode(of: patient, events: events, by: Self.staff)
                let intake = Intake(
                    source: BytesSource([1, 2, 3]),
                    name: "b.bin",
                    facts: RecordFacts(recordClass: .clinicalCore),
                    episode: episode
                )
                let record = try await controller.store(intake, for: patient, by: Self.staff).record
                let plan = try await controller.planErasure(
                    .records([record]),
                    Sample.request(),
                    by: Self.staff
                )
                #expect(plan.scope == nil)
                #expect(plan.lines.first?.decision.missing.contains("treatment.completed") == true)
                let reason = plan.lines.first?.reason ?? ""
                #expect(
                    reason.contains("`lethe episode complete`"),
                    "where the fact can be stated: \(reason)"
                )
                let completed = try #require(Day(iso8601: "2010-02-05"))
                try await controller.completeEpisode(episode, of: patient, on: completed, by: Self.staff)
                #expect(try await controller.erase(.records([record])).records == 1)
                try await controller.expectSound()
            }
        }
    }

    /// A document whose retention counts from a date of its own is not stored without it.
    @Test func storingAsksForTheFactThatTheLawCountsFrom() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                let error = await #expect(throws: VaultError.self) {
                    _ = try await store(
                        RecordFacts(recordClass: .radiationTreatment),
                        "plan.dcm",
                        for: patient,
                        in: controller
                    )
                }
                #expect(error?.code == .invalidInput)
                #expect(error?.message.contains("exposure.date") == true, "\(error?.message ?? "")")
                _ = try await store(
                    RecordFacts(recordClass: .radiationTreatment, facts: ["exposure.date": "2020-02-03"]),
                    "plan.dcm",
                    for: patient,
                    in: controller
                )
                let unknown = await #expect(throws: VaultError.self) {
                    _ = try await store(
                        RecordFacts(recordClass: .clinicalCore, facts: ["exposure.dat": "2020-02-03"]),
                        "x",
                        for: patient,
                        in: controller
                    )
                }
                #expect(unknown?.code == .invalidInput)
            }
        }
    }

    /// A record goes only when every version may: another class in a new version does not free the old one.
    @Test func anAmendmentDoesNotFreeTheVersionBefore() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let plan = RecordFacts(
                    recordClass: .radiationTreatment,
                    facts: ["exposure.date": "2015-02-03", "treatment.completed": "2001-02-03"]
                )
                let record = try await store(plan, "plan.dcm", for: patient, in: controller)
                let lighter = Intake(source: BytesSource([7]), name: "note.txt", facts: Sample.facts)
                _ = try await controller.amend(record, with: lighter, by: Self.staff)
                await #expect(throws: VaultError(.denied, "")) {
                    try await controller.erase(.records([record]))
                }
                #expect(try await controller.history(of: record).count == 2)
            }
        }
    }

    /// Who the patient is goes by the rules, too: not without a known end of treatment.
    @Test func theIdentityIsNotErasedUnasked() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|law-3", name: "Emmy Noether")
                await #expect(throws: VaultError(.denied, "")) {
                    try await controller.erase(.patient(patient))
                }
                #expect(try await controller.records(of: patient).count == 1)
            }
        }
    }

    /// Nothing about a request is taken for granted, and a list that was shown is erased as shown or not at all.
    @Test func whatWasShownIsWhatIsErased() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let person = copy.sample.leaving
                let silent = try ErasureRequest(ground: "Art 17(1)(a) GDPR")
                let unknown = try await controller.planErasure(
                    .records([person.note]),
                    silent,
                    by: Self.staff
                )
                #expect(unknown.scope == nil)
                let shown = try await controller.planErasure(
                    .patient(person.patient),
                    Sample.request(),
                    by: Self.staff
                )
                #expect(shown.isWholePatient)
                let added = try await controller.store([1, 2, 3], for: person.patient)
                await #expect(throws: VaultError(.conflict, "")) {
                    try await controller.erase(planned: shown, Sample.request(), by: Self.staff)
                }
                #expect(try await controller.bytes(of: added) == [1, 2, 3])
                #expect(try await controller.erase(.patient(person.patient)).records == 4)
                try await controller.expectSound()
            }
        }
    }
}
