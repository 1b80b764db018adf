import PolicyEngine
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Corrections do what the rulebook says (GDPR Art 16), and the ledger only grows.
@Suite(.serialized)
struct RectificationTests {
    private static let staff = StaffMember(Sample.staff)
    private static let right = Array("Anschrift: Lindenallee 9\n".utf8)
    /// What no law keeps.
    private static let wellness = RecordFacts(recordClass: .wellnessData, facts: [:])
    private static let refusal = [
        "rectification.object": "master_data", "rectification.controller_agrees": "false",
    ]

    /// What may be overwritten goes at once, in every version; the record stays and reads what is right.
    @Test func whatMayBeOverwrittenIsDestroyed() async throws {
        try await VaultCopy.lend { copy in
            let form = try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let form = try await controller.storeForm(for: patient)
                try await controller.flush()
                let before = try LedgerCopy(of: controller.controller.id, in: copy)
                let result = try await controller.rectify(form, to: Self.right)
                #expect(result.outcome == .overwriteOK && result.stored?.version.rawValue == 3)
                #expect(result.erasure?.versions == 2 && result.erasure?.records == 1)
                #expect(Set(result.notices.tasks.map(\.who)) == ["recipients", "processors"])
                #expect(result.notices.open.isEmpty)
                #expect(try await controller.bytes(of: form) == Self.right)
                for version in [Int32(1), 2] {
                    await expectError(.erased) {
                        _ = try await controller.bytes(of: form, version: version)
                    }
                }
                let history = try await controller.history(of: form)
                #expect(history.map(\.version.rawValue) == [3])
                #expect(history.map(\.facts) == [Sample.formFacts])
                try await controller.expectWhole(copy.sample.leaving)
                try await controller.expectSound()
                try before.expectGrown(to: LedgerCopy(of: controller.controller.id, in: copy))
                // Life goes on, and everything goes in the end.
                let later = Intake(source: BytesSource([1]), name: "a.txt", facts: Sample.formFacts)
                #expect(try await controller.amend(form, with: later, by: Self.staff).version.rawValue == 4)
                #expect(try await controller.rectify(form, to: Self.right).stored?.version.rawValue == 5)
                try await controller.expectSound()
                return form
            }
            try await copy.open { controller, _ in
                #expect(try await controller.bytes(of: form) == Self.right)
                let plan = try await controller.planErasure(
                    .records([form]),
                    Sample.request(),
                    by: Self.staff
                )
                #expect(plan.lines.map(\.versions) == [1])
            }
        }
    }

    /// § 630f(1) BGB: the correction is added, the earlier entry stays readable.
    @Test func whatMustStayReadableStays() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let note = copy.sample.leaving.note
                try await controller.flush()
                let before = try LedgerCopy(of: controller.controller.id, in: copy)
                let result = try await controller.rectify(note, to: Self.right)
                #expect(result.outcome == .addendum && result.erasure == nil)
                #expect(try await controller.bytes(of: note) == Self.right)
                #expect(try await controller.bytes(of: note, version: 1) == Sample.firstNote)
                #expect(try await controller.bytes(of: note, version: 2) == Sample.secondNote)
                #expect(try await controller.certificates().isEmpty)
                try await controller.expectSound()
                try before.expectGrown(to: LedgerCopy(of: controller.controller.id, in: copy))
                // An opinion that the hospital stands by: nothing is replaced, the statement is kept beside it.
                let versions = try await controller.history(of: note).count
                for object in ["opinion", "clinical_entry", "master_data"] {
                    let disputed = try await controller.rectify(
                        note,
                        to: Sample.firstNote,
                        statement: Self.right,
                        facts: ["rectification.object": object, "rectification.controller_agrees": "false"]
                    )
                    #expect(disputed.outcome == .refuseWithStatement && disputed.statement != nil)
                    #expect(disputed.stored == nil)
                }
                #expect(try await controller.bytes(of: note) == Self.right)
                #expect(try await controller.history(of: note).count == versions)
                // Nobody has said enough: the facts are asked for by name.
                for (facts, missing) in [
                    ([:], ["rectification.object", "rectification.controller_agrees"]),
                    (["rectification.object": "opinion"], ["rectification.controller_agrees"]),
                    (["rectification.controller_agrees": "true"], ["rectification.object"]),
                    (["rectification.controller_agrees": "false"], ["rectification.object"]),
                ] {
                    let unknown = await #expect(throws: VaultError(.denied, "")) {
                        try await controller.rectify(note, to: Sample.firstNote, facts: facts)
                    }
                    let message = unknown?.message ?? ""
                    #expect(missing.allSatisfy(message.contains), "\(message)")
                }
                #expect(try await controller.history(of: note).count == versions)
                try await controller.expectSound()
            }
        }
    }

    /// One version that must stay readable keeps all of them: another class in a new version frees nothing.
    @Test func anEarlierVersionThatStaysKeepsAll() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let note = copy.sample.leaving.note
                let lighter = Intake(
                    source: BytesSource(Sample.form),
                    name: "form.txt",
                    facts: Sample.formFacts
                )
                _ = try await controller.amend(note, with: lighter, by: Self.staff)
                let result = try await controller.rectify(note, to: Self.right)
                #expect(result.outcome == .addendum && result.erasure == nil)
                #expect(try await controller.history(of: note).count == 4)
                try await controller.expectSound()
            }
        }
    }

    /// Refused: nothing changes; a statement of disagreement is kept with the record and goes with it.
    @Test func aRefusalTakesAStatementThatSharesTheRecordsFate() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let form = try await controller.storeForm(Self.wellness, for: patient)
                let silent = await #expect(throws: VaultError(.denied, "")) {
                    try await controller.rectify(form, to: Self.right, facts: Self.refusal)
                }
                #expect(silent?.message.contains("--statement FILE") == true, "\(silent?.message ?? "")")
                let result = try await controller.rectify(
                    form,
                    to: [],
                    statement: Self.right,
                    facts: Self.refusal
                )
                #expect(result.outcome == .refuseWithStatement && result.stored == nil)
                let statement = try #require(result.statement?.record)
                #expect(try await controller.bytes(of: form) == Sample.scan)
                #expect(try await controller.bytes(of: statement) == Self.right)
                let listed = try await controller.records(of: patient)
                #expect(listed.first { $0.record == form }?.statements == [statement])
                #expect(listed.first { $0.record == statement }?.disagreesWith == form)
                #expect(listed.first { $0.record == statement }?.facts == Self.wellness)
                #expect(try await controller.history(of: form).last?.statements == [statement])
                // Nothing is disputed here, so there is no place for a statement.
                await expectError(.invalidInput) {
                    try await controller.rectify(form, to: Self.right, statement: Self.right)
                }
                let plan = try await controller.planErasure(
                    .records([form]),
                    Sample.request(),
                    by: Self.staff
                )
                #expect(Set(plan.erased.map(\.record.record)) == [form, statement])
                let erased = try await controller.erase(.records([form]))
                #expect(erased.records == 2 && erased.versions == 3)
                await controller.expectErased(statement)
                try await controller.expectSound()
            }
        }
    }

    /// A statement stays as long as the record does, whatever the rules say about it alone.
    @Test func aStatementStaysWithItsRecord() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let form = try await controller.storeForm(Self.wellness, for: patient)
                let result = try await controller.rectify(
                    form,
                    to: [],
                    statement: Self.right,
                    facts: Self.refusal
                )
                let statement = try #require(result.statement?.record)
                let kept = RecordFacts(
                    recordClass: .clinicalCore,
                    facts: ["treatment.completed": "2024-03-10"]
                )
                let amended = Intake(source: BytesSource([1]), name: "a.txt", facts: kept)
                _ = try await controller.amend(form, with: amended, by: Self.staff)
                await expectError(.denied) { _ = try await controller.erase(.records([statement])) }
                let plan = try await controller.planErasure(
                    .patient(patient),
                    Sample.request(),
                    by: Self.staff
                )
                let line = try #require(plan.lines.first { $0.record.record == statement })
                #expect(!line.isErased && line.reason.contains(form.description), "\(line.reason)")
            }
        }
    }

    /// What nobody knows and what nobody has confirmed changes nothing.
    @Test func withoutAnAnswerNothingChanges() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let form = try await controller.storeForm(for: patient)
                let unknown = await #expect(throws: VaultError(.denied, "")) {
                    try await controller.rectify(
                        form,
                        to: Self.right,
                        facts: ["rectification.object": "master_data"]
                    )
                }
                #expect(
                    unknown?.message.contains("rectification.controller_agrees") == true,
                    "\(unknown?.message ?? "")"
                )
                let study = Intake(
                    source: BytesSource([1]),
                    name: "study.csv",
                    facts: RecordFacts(
                        recordClass: .researchData,
                        facts: ["erasure.impairs_research": "true"]
                    )
                )
                let data = try await controller.store(study, for: patient, by: Self.staff).record
                let unconfirmed = await #expect(throws: VaultError(.denied, "")) {
                    try await controller.rectify(data, to: Self.right, statement: Self.right)
                }
                #expect(unconfirmed?.message.contains("--confirmed") == true, "\(unconfirmed?.message ?? "")")
                #expect(try await controller.history(of: data).count == 1)
                let confirmed = try await controller.rectify(
                    data,
                    to: Self.right,
                    statement: Self.right,
                    isConfirmed: true
                )
                #expect(confirmed.outcome == .refuseWithStatement && confirmed.statement != nil)
                let identity = try await controller.identity(of: patient, by: Self.staff, for: .treatment)
                    .record
                await expectError(.invalidInput) { try await controller.rectify(identity, to: Self.right) }
                #expect(try await controller.bytes(of: form) == Sample.scan)
                try await controller.expectSound()
            }
        }
    }

    /// What was shown is what is corrected: an amendment in between is nobody's to destroy, another record's is no matter.
    @Test func whatWasShownIsWhatIsCorrected() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let form = try await controller.storeForm(for: patient)
                let request = try RectificationRequest(
                    ground: "Art 16 GDPR",
                    facts: Sample.rectificationFacts
                )
                let right = Intake(source: BytesSource(Self.right), name: "right.txt", facts: nil)
                let shown = try await controller.planRectification(of: form, request, by: Self.staff)
                _ = try await controller.store([1, 2, 3], for: patient)
                let result = try await controller.rectify(
                    shown,
                    with: right,
                    statement: nil,
                    request,
                    by: Self.staff
                )
                #expect(result.stored?.version.rawValue == 3)
                let stale = try await controller.planRectification(of: form, request, by: Self.staff)
                _ = try await controller.amend(form, to: [4, 5, 6])
                await expectError(.conflict) {
                    _ = try await controller.rectify(
                        stale,
                        with: right,
                        statement: nil,
                        request,
                        by: Self.staff
                    )
                }
                #expect(try await controller.bytes(of: form) == [4, 5, 6])
                #expect(try await controller.bytes(of: form, version: 3) == Self.right)
                try await controller.expectSound()
            }
        }
    }
}
