import Testing
import VaultCore
import VaultModel

/// What the rules are told about persons and records is kept, and lasts.
@Suite(.serialized)
struct StatedFactsTests {
    private static let staff = StaffMember(Sample.staff)

    /// A death is registered or stated later; it is known to the rules when a record is read.
    @Test func aDeathReachesTheRules() async throws {
        try await VaultCopy.lend { copy in
            try await copy.served {
                let patient = try await copy.care(
                    "patient",
                    "register",
                    "--identifier",
                    "urn:mrn|dead",
                    "--birth-date",
                    "1931-05-06",
                    "--death",
                    "2020-03-04",
                    "--fact",
                    "subject.will_opposes=express"
                ).done()["patient"]?.stringValue
                let dead = try #require(patient)
                let facts = try await copy.care("patient", "facts", dead, "--purpose", "treatment").done()
                #expect(facts["facts"]?["subject.death"]?.stringValue == "2020-03-04")
                #expect(facts["facts"]?["subject.birth"]?.stringValue == "1931-05-06")
                #expect(facts["facts"]?["subject.will_opposes"]?.stringValue == "express")

                let living = copy.sample.staying
                _ = try await copy.care("record", "read", living.note.description, "--purpose", "treatment")
                let refused = try await copy.care(
                    "patient",
                    "facts",
                    living.patient.description,
                    "--fact",
                    "subject.death=2021-01-02"
                )
                refused.expectRefusal(2, "stating facts anew needs a reason (--reason TEXT)")
                // Who the patient is has one truth, which is registered and rectified.
                try await copy.care(
                    "patient",
                    "facts",
                    living.patient.description,
                    "--fact",
                    "subject.birth=1971-01-02",
                    "--reason",
                    "passport"
                ).expectRefusal(
                    64,
                    "the date of birth is registered (--birth-date) and corrected with `lethe patient rectify`, not stated "
                        + "as a fact"
                )
                let stated = try await copy.care(
                    "patient",
                    "facts",
                    living.patient.description,
                    "--fact",
                    "subject.death=2021-01-02",
                    "--reason",
                    "letter of the family",
                    "--purpose",
                    "treatment"
                ).done()
                #expect(stated["facts"]?["subject.death"]?.stringValue == "2021-01-02")
                #expect(
                    stated["stated"]?["asserted"]?["reason"]?.stringValue == "letter of the family"
                )
                _ = try await copy.care("record", "read", living.note.description, "--purpose", "treatment")
            }
            try await copy.open { controller, _ in
                let kept = try await controller.decisions(
                    of: copy.sample.staying.note,
                    by: Self.staff,
                    for: .administration
                ).compactMap(\.file).filter { $0.action == .read }
                #expect(
                    kept.count == 2 && Set(kept.map { $0.facts["subject.death"] }) == [nil, "2021-01-02"]
                )
                #expect(kept.allSatisfy { $0.facts["subject.birth"] == "1970-01-02" })
                try await controller.expectSound()
            }
        }
    }

    /// What has not happened cannot be stated: a slip in a year would keep a record for that much longer.
    @Test func aDayToComeIsNoFact() async throws {
        try await VaultCopy.lend { copy in
            try await copy.served {
                let patient = copy.sample.staying.patient.description
                let file = try copy.file([1], named: "late.bin")
                let late = "is a day that has not come yet; correct it, or state it then"
                let wrong = ["--class", "clinical_core", "--fact", "treatment.completed=2204-05-20"]
                try await copy.care(["record", "store", file, "--patient", patient] + wrong)
                    .expectRefusal(64, "the fact treatment.completed \(late)")
                try await copy.care(
                    ["record", "classify", copy.sample.staying.note.description, "--reason", "R"] + wrong
                ).expectRefusal(64, "the fact treatment.completed \(late)")
                try await copy.care(
                    "patient",
                    "register",
                    "--identifier",
                    "urn:mrn|unborn",
                    "--birth-date",
                    "2190-01-02"
                ).expectRefusal(64, "the date of birth \(late)")
                try await copy.care("episode", "open", "--patient", patient, "--begun", "2020-01-04").done()
                try await copy.care("episode", "complete", "1", "--patient", patient, "--on", "2204-05-20")
                    .expectRefusal(64, "the day of completion \(late)")
            }
        }
    }

    /// A hold on the patient keeps every record, also against a request that says there is none; lifted, it is gone.
    @Test func aHoldLastsUntilItIsLifted() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let person = copy.sample.leaving
                try await controller.state(
                    ["hold.claim_open": "true"],
                    about: person.patient,
                    reason: "claim",
                    by: Self.staff
                )
                let denying = try ErasureRequest(
                    ground: "Art 17(1)(b) GDPR",
                    facts: [
                        "request.ground": "no_longer_needed", "requester.role": "patient",
                        "hold.claim_open": "false",
                    ]
                )
                await expectError(.denied) {
                    _ = try await controller.erase(.records([person.note]), denying, by: Self.staff)
                }
                try await controller.state(
                    ["hold.claim_open": ""],
                    about: person.patient,
                    reason: "settled",
                    by: Self.staff
                )
                let (known, stated) = try await controller.facts(
                    about: person.patient,
                    by: Self.staff,
                    for: .treatment
                )
                #expect(known["hold.claim_open"] == nil)
                #expect(stated.before.map(\.facts) == [[:], ["hold.claim_open": "true"]])
                #expect(try await controller.erase(.records([person.note])).records == 1)
                try await controller.expectSound()
            }
        }
    }

    /// A restriction of one record closes it for treatment, says so in a listing, and outlives an amendment.
    @Test func aRestrictionHidesARecord() async throws {
        try await VaultCopy.lend { copy in
            let person = copy.sample.staying
            try await copy.served {
                let note = person.note.description
                _ = try await copy.care(
                    "record",
                    "classify",
                    note,
                    "--fact",
                    "restriction.active=true",
                    "--reason",
                    "Art 18"
                ).done()
                let show = try await copy.care("record", "show", note, "--purpose", "treatment")
                #expect(show.code == 2 && show.talk.contains("Art 18(2)"), "\(show.talk)")
                #expect(
                    !show.talk.contains("may read"),
                    "what permits is no reason for a refusal: \(show.talk)"
                )
                let list = try await copy.care(
                    "record",
                    "list",
                    "--patient",
                    person.patient.description,
                    "--purpose",
                    "treatment"
                )
                let listing = try list.done()
                #expect(listing["versions"]?.arrayValue?.count == 2)
                #expect(listing["withheld"]?.arrayValue?.first?["record"]?.stringValue == note)
                #expect(list.talk.contains("1 record is not shown: "), "\(list.talk)")

                let file = try copy.file([1, 2, 3], named: "new.bin")
                _ = try await copy.care(
                    "record",
                    "amend",
                    note,
                    file,
                    "--fact",
                    "record.needed_for_care=true"
                )
                .done()
                for version in ["1", "3"] {
                    let read = try await copy.care(
                        "record",
                        "read",
                        note,
                        "--version",
                        version,
                        "--purpose",
                        "treatment"
                    )
                    #expect(read.code == 2 && read.talk.contains("Art 18(2)"), "\(read.talk)")
                }
                let claim = try await copy.care("record", "show", note, "--purpose", "legal_claim").done()
                #expect(claim["class"]?.stringValue == "clinical_core")
                #expect(claim["facts"]?["treatment.completed"]?.stringValue == "2001-02-03")
                #expect(claim["facts"]?["record.needed_for_care"]?.stringValue == "true")
                #expect(claim["facts"]?["restriction.active"]?.stringValue == "true")

                let decisions =
                    try await copy.care("record", "decisions", note, "--purpose", "administration")
                    .done()["decisions"]?.arrayValue ?? []
                let lines = decisions.map {
                    "\($0["action"]?.stringValue ?? "") \($0["outcome"]?.stringValue ?? "")"
                }
                #expect(lines.filter { $0 == "list withheld" }.count == 1, "\(lines)")
                #expect(lines.filter { $0 == "read deny" }.count == 2, "\(lines)")
                #expect(lines.filter { $0.hasPrefix("store ") }.count == 1, "\(lines)")
                #expect(lines.filter { $0.hasPrefix("amend ") }.count == 2, "\(lines)")
                #expect(lines.filter { $0.hasPrefix("classify ") }.count == 2, "\(lines)")
                #expect(lines.filter { $0 == "history withheld" }.count == 1, "\(lines)")
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }

    /// A class stated later counts for every version, says what it does to the period, and shortens none unconfirmed.
    @Test func aClassIsStatedLater() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                let intake = Intake(
                    source: BytesSource([1]),
                    name: "x",
                    recordClass: nil,
                    facts: ["treatment.completed": "2024-03-10"]
                )
                let record = try await controller.store(intake, for: patient, by: Self.staff).record
                _ = try await controller.amend(record, with: intake, by: Self.staff)
                func classify(
                    _ recordClass: RecordClass,
                    _ facts: [String: String],
                    isConfirmed: Bool = false
                )
                    async throws -> Classification?
                {
                    try await controller.classify(
                        [record],
                        as: recordClass,
                        stating: facts,
                        reason: "coding",
                        isConfirmed: isConfirmed,
                        by: Self.staff
                    ).first
                }
                await expectError(.invalidInput) { _ = try await classify(.radiationTreatment, [:]) }
                let first = try #require(try await classify(.clinicalCore, [:]))
                #expect(first.before.words.contains("record.class"), "\(first.before)")
                #expect(first.after == .until(try #require(Day(iso8601: "2034-03-10"))))
                let longer = try #require(
                    try await classify(.radiationTreatment, ["exposure.date": "2024-02-03"])
                )
                #expect(longer.before == first.after && longer.before.isShorter(than: longer.after))
                await expectError(.denied) { _ = try await classify(.clinicalCore, [:]) }
                let shorter = try await classify(.clinicalCore, [:], isConfirmed: true)
                #expect(shorter?.isShorter == true)
                let history = try await controller.history(of: record)
                #expect(history.map(\.facts.recordClass) == [.clinicalCore, .clinicalCore])
                #expect(
                    history.last?.facts.before.map(\.recordClass)
                        == [.unclassified, .clinicalCore, .radiationTreatment]
                )
                #expect(history.last?.facts.asserted?.by == Sample.staff)
                try await controller.expectSound()
            }
        }
    }
}
