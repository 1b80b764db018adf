import Evidence
import PolicyEngine
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Who a patient is can be corrected (GDPR Art 16), and what they are found by follows at once.
@Suite(.serialized)
struct IdentityRectificationTests {
    private static let staff = StaffMember(Sample.staff)
    private static let opinion = [
        "rectification.object": "opinion", "rectification.controller_agrees": "true",
        "disclosed_to_recipients": "true",
    ]
    private static let refusal = [
        "rectification.object": "master_data", "rectification.controller_agrees": "false",
    ]
    private static let right = "Jörg Groß"

    private static func identifier(_ text: String) throws -> PatientIdentifier {
        try #require(PatientIdentifier(text))
    }

    private static func day(_ text: String) throws -> Day { try #require(Day(iso8601: text)) }

    /// Everything that was wrong goes, and with it what it was found by; the rest of the chart and all others stay.
    @Test func whatIsWrongIsDestroyedAndFindsNobody() async throws {
        try await VaultCopy.lend { copy in
            let patient = try await copy.open { controller, open in
                let patient = try await controller.register("urn:mrn|wrong-1", name: "Jörg Gros")
                let note = try await controller.store([1, 2, 3], for: patient)
                // What is known about the person is at hand.
                #expect(try await controller.bytes(of: note) == [1, 2, 3])
                try await controller.flush()
                let before = try LedgerCopy(of: controller.controller.id, in: copy)
                let correction = try IdentityCorrection(
                    identifiers: [Self.identifier("urn:mrn|right-1"), Self.identifier("urn:card|7")],
                    name: Self.right,
                    birthDate: Self.day("1971-01-02")
                )
                let result = try await controller.rectify(patient, correction)
                #expect(result.outcome == .overwriteOK && result.stored?.version.rawValue == 2)
                #expect(result.erasure?.versions == 1 && result.erasure?.records == 1)
                #expect(Set(result.notices.tasks.map(\.who)) == ["recipients", "processors"])
                let certificate = try #require(result.erasure?.certificate)
                #expect(try SignedCertificate(certificate.jws).certificate.scope == .versions)

                try await expectFound(patient, in: controller)
                let (identity, record) = try await controller.identity(of: patient)
                #expect(identity.name == Self.right && identity.birthDate?.description == "1971-01-02")
                #expect(identity.identifiers.map(\.value) == ["right-1", "7"])
                await expectError(.erased) { _ = try await controller.bytes(of: record, version: 1) }
                let facts = try await controller.facts(about: patient, by: Self.staff, for: .administration)
                #expect(facts.known["subject.birth"] == "1971-01-02")
                let kept = try await controller.decisions(of: record, by: Self.staff, for: .administration)
                #expect(
                    kept.filter { $0.action == .rectify }.map(\.outcome) == ["overwrite_ok"]
                )
                #expect(try await controller.bytes(of: note) == [1, 2, 3])
                try await controller.expectWhole(copy.sample.leaving)
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
                try before.expectGrown(to: LedgerCopy(of: controller.controller.id, in: copy))
                // The old identifier is free again, and a second correction works like the first.
                _ = try await controller.register("urn:mrn|wrong-1")
                try await controller.rectify(
                    patient,
                    IdentityCorrection(identifiers: [Self.identifier("urn:extra|1")])
                )
                return patient
            }
            let tokens = try await copy.database { session in
                try session.query(
                    """
                    SELECT count(*), count(DISTINCT token_key_no) FROM patient_tokens t
                    JOIN patients p USING (controller_id, patient_no) WHERE public_id = \(patient.uuid)
                    """
                ).map { [try $0.int64(0), try $0.int64(1)] }
            }
            #expect(tokens == [[4, 1]], "three identifiers, and name with birth date")
            try await copy.open { controller, _ in
                try await expectFound(patient, in: controller)
                try await controller.expectSound()
                // All of it goes with the patient in the end.
                let found = try await controller.find(Self.identifier("urn:mrn|right-1"))
                #expect(found == [patient])
                _ = try await controller.erase(.patient(patient))
                #expect(try await controller.find(Self.identifier("urn:mrn|right-1")).isEmpty)
                try await controller.expectSound()
            }
        }
    }

    private func expectFound(_ patient: PatientID, in controller: ControllerVault) async throws {
        #expect(try await controller.find(Self.identifier("urn:mrn|right-1")) == [patient])
        #expect(try await controller.find(Self.identifier("urn:card|7")) == [patient])
        #expect(try await controller.find(Self.right, born: "1971-01-02") == [patient])
        #expect(try await controller.find(Self.identifier("urn:mrn|wrong-1")).contains(patient) == false)
        #expect(try await controller.find("Jörg Gros", born: "1970-01-02").isEmpty)
        #expect(try await controller.find(Self.right, born: "1970-01-02").isEmpty)
    }

    /// Where the rules want the earlier entry kept it can be read, but nobody is found by it.
    @Test func whatMustStayReadableStaysAndFindsNobody() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|addendum", name: "Ada King")
                let result = try await controller.rectify(
                    patient,
                    IdentityCorrection(name: "Ada Lovelace"),
                    facts: Self.opinion
                )
                #expect(result.outcome == .addendum && result.erasure == nil)
                #expect(try await controller.find("Ada Lovelace", born: "1970-01-02") == [patient])
                #expect(try await controller.find("Ada King", born: "1970-01-02").isEmpty)
                #expect(try await controller.find(Self.identifier("urn:mrn|addendum")) == [patient])
                let record = try await controller.identity(of: patient).record
                #expect(try await controller.history(of: record).count == 2)
                let earlier = try await controller.bytes(of: record, version: 1)
                #expect(String(decoding: earlier, as: UTF8.self).contains("Ada King"))
                #expect(try await controller.certificates().isEmpty)
                try await controller.expectSound()
                // An index renewal makes the tokens of what is right.
                _ = try await controller.renewIndex()
                #expect(try await controller.find("Ada Lovelace", born: "1970-01-02") == [patient])
                #expect(try await controller.find("Ada King", born: "1970-01-02").isEmpty)
                try await controller.expectSound()
            }
        }
    }

    /// Refused: the statement of disagreement is kept with who the patient is, and goes with the patient.
    @Test func aRefusalTakesAStatementThatGoesWithThePatient() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|refused", name: "Ada King")
                let correction = try IdentityCorrection(name: "Ada Lovelace")
                await expectError(.denied) {
                    try await controller.rectify(patient, correction, facts: Self.refusal)
                }
                let result = try await controller.rectify(
                    patient,
                    correction,
                    statement: [7, 8, 9],
                    facts: Self.refusal
                )
                #expect(result.outcome == .refuseWithStatement && result.stored == nil)
                let (identity, record) = try await controller.identity(of: patient)
                #expect(identity.name == "Ada King")
                #expect(try await controller.find("Ada King", born: "1970-01-02") == [patient])
                let statement = try #require(result.statement?.record)
                let listed = try await controller.records(of: patient)
                #expect(listed.first { $0.record == record }?.statements == [statement])
                #expect(try await controller.bytes(of: statement) == [7, 8, 9])
                await expectError(.invalidInput) { _ = try await controller.erase(.records([statement])) }
                try await controller.expectSound()
                // Still one who says who they are: it is corrected, and everything goes in the end.
                try await controller.rectify(patient, correction)
                #expect(try await controller.find("Ada Lovelace", born: "1970-01-02") == [patient])
                #expect(try await controller.bytes(of: statement) == [7, 8, 9])
                try await controller.expectSound()
            }
        }
    }

    /// An identifier belongs to one living patient, also when two are corrected to it at once.
    @Test func anIdentifierOfAnotherPatientIsRefused() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let one = try await controller.register("urn:mrn|one")
                let two = try await controller.register("urn:mrn|two")
                let taken = try IdentityCorrection(identifiers: [Self.identifier("urn:mrn|two")])
                await expectError(.alreadyExists) { try await controller.rectify(one, taken) }
                #expect(try await controller.find(Self.identifier("urn:mrn|one")) == [one])

                let request = try RectificationRequest(ground: "Art 16", facts: Sample.rectificationFacts)
                let same = try IdentityCorrection(identifiers: [Self.identifier("urn:mrn|three")])
                var plans: [RectificationPlan] = []
                for patient in [one, two] {
                    plans.append(
                        try await controller.planRectification(of: patient, same, request, by: Self.staff)
                    )
                }
                _ = try await controller.rectify(plans[0], statement: nil, request, by: Self.staff)
                await expectError(.alreadyExists) {
                    _ = try await controller.rectify(plans[1], statement: nil, request, by: Self.staff)
                }
                #expect(try await controller.find(Self.identifier("urn:mrn|three")) == [one])
                #expect(try await controller.find(Self.identifier("urn:mrn|two")) == [two])
                await expectError(.alreadyExists) { _ = try await controller.register("urn:mrn|three") }
                #expect(try await controller.certificates().count == 1)
                try await controller.expectSound()
            }
        }
    }

    /// What would leave nobody, or changes nothing, is refused before anything is asked.
    @Test func whatIsNoCorrectionIsRefused() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|plain", name: "Ada King")
                let own = try Self.identifier("urn:mrn|plain")
                await expectError(.invalidInput) { _ = try IdentityCorrection() }
                await expectError(.invalidInput) {
                    _ = try IdentityCorrection(name: "Ada", without: [.name])
                }
                for wrong in [
                    try IdentityCorrection(name: "Ada King"),
                    try IdentityCorrection(withoutIdentifiers: [own]),
                    try IdentityCorrection(withoutIdentifiers: [Self.identifier("urn:mrn|other")]),
                    try IdentityCorrection(deathDate: Self.day("1960-01-01")),
                ] { await expectError(.invalidInput) { try await controller.rectify(patient, wrong) } }
                let record = try await controller.identity(of: patient).record
                await expectError(.invalidInput) { try await controller.rectify(record, to: [1]) }
                // A name can be taken away, an identifier when another is left.
                let other = try Self.identifier("urn:card|1")
                try await controller.rectify(patient, IdentityCorrection(identifiers: [other]))
                try await controller.rectify(
                    patient,
                    IdentityCorrection(withoutIdentifiers: [own], without: [.name])
                )
                let left = try await controller.identity(of: patient).identity
                #expect(left.identifiers == [other] && left.name == nil && left.birthDate != nil)
                #expect(try await controller.find(own).isEmpty)
                #expect(try await controller.find("Ada King", born: "1970-01-02").isEmpty)
                #expect(try await controller.find(other) == [patient])
                try await controller.expectSound()
            }
        }
    }

    /// A period that counts from the birth ends on another day; there is no other place where a birth could be stated.
    @Test func aNewBirthDateMovesTheMonthsOfReview() async throws {
        try await VaultCopy.lend { copy in
            let scan = try await copy.open { controller, _ in
                let identity = try #require(
                    PatientIdentity(
                        identifiers: [Self.identifier("urn:mrn|child")],
                        name: nil,
                        birthDate: Self.day("2009-03-04")
                    )
                )
                let patient = try await controller.register(identity, by: Self.staff)
                await expectError(.invalidInput) {
                    try await controller.state(
                        ["subject.birth": "2008-03-04"],
                        about: patient,
                        reason: "passport",
                        by: Self.staff
                    )
                }
                let facts = RecordFacts(
                    recordClass: .radiationExamination,
                    facts: ["exposure.date": "2012-01-01", "treatment.completed": "2012-01-01"]
                )
                let intake = Intake(source: BytesSource([1]), name: "x.dcm", facts: facts)
                let scan = try await controller.store(intake, for: patient, by: Self.staff).record
                _ = try await controller.review()
                return (record: scan, patient: patient)
            }
            let before = try #require(try await copy.months()[scan.record]?.first ?? nil)
            #expect(before.hasPrefix("2037"), "the twenty-eighth year of life: \(before)")
            try await copy.open { controller, _ in
                let correction = try IdentityCorrection(birthDate: Self.day("2011-03-04"))
                try await controller.rectify(scan.patient, correction)
                #expect(try await controller.waitingReviews() == 1)
                _ = try await controller.review()
                let facts = try await controller.facts(
                    about: scan.patient,
                    by: Self.staff,
                    for: .administration
                )
                #expect(facts.known["subject.birth"] == "2011-03-04")
                #expect(facts.stated.facts["subject.birth"] == nil)
            }
            let after = try #require(try await copy.months()[scan.record]?.first ?? nil)
            #expect(after.hasPrefix("2039"), "\(after)")
        }
    }
}
