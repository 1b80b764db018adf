import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What is due, as of several days.
@Suite(.serialized)
struct RetentionPreviewTests {
    private static let staff = StaffMember(Sample.staff)

    /// A letter, the result of a genetic test, something unknown, and a treatment that goes on.
    private func fill(_ vault: VaultDirectory) async throws -> (
        letter: RecordID, gene: RecordID, unknown: RecordID
    ) {
        let open = try await OpenVault.open(vault, options: .test())
        let controller = try await open.vault.createController(
            name: Sample.controller,
            country: "DE",
            facts: Sample.house,
            rules: Sample.rules
        )
        let patient = try await controller.register("urn:mrn|1")
        let letter = try await controller.store(
            ["treatment.completed": "2024-03-10"],
            as: .clinicalCore,
            for: patient
        )
        let gene = try await controller.store(
            ["result.date": "2026-05-05"],
            as: .geneticResult,
            for: patient
        )
        let unknown = try await controller.store([:], as: .unclassified, for: patient)
        let begun = try #require(Day(iso8601: "2026-01-04"))
        let events = EpisodeEvents(begun: begun, completed: nil, site: nil, label: nil)
        let episode = try await controller.openEpisode(
            of: patient,
            events: try #require(events),
            by: Self.staff
        )
        _ = try await controller.store([:], as: .clinicalCore, episode: episode, for: patient)
        try await open.close()
        return (letter, gene, unknown)
    }

    /// A rehearsal vault on its way through the years: the same records, another day, another answer.
    @Test func throughTheYears() async throws {
        try await Turns.shared.take {
            let directory = try TemporaryDirectory()
            let vault = VaultDirectory(directory.path + "/v")
            try await OpenVault.create(
                vault,
                configuration: VaultConfiguration(
                    vault: .random(),
                    incarnation: .random(),
                    isRehearsal: true,
                    database: nil,
                    keySafes: VaultCopy.places(in: directory.path),
                    acceptsWeakKeySafe: SampleVault.needsWeakKeySafe
                )
            )
            func set(_ day: String) async throws {
                try await OpenVault.setClock(of: vault, to: Day(iso8601: day)!, wait: .zero)
            }
            func preview(_ arguments: String...) async throws -> CanonicalJSON {
                try await Program.run(
                    Program.lethe,
                    ["retention", "preview", "--as", Sample.staff, "--format", "json"] + arguments,
                    environment: ["LETHE_VAULT": vault.path, "LETHE_LOG_LEVEL": "critical"]
                ).done()
            }
            try await set("2026-11-22")
            let (letter, gene, unknown) = try await fill(vault)
            let today = try await preview()
            #expect(today["rehearsal"]?.boolValue == true)
            let undecided = try #require(today["records"]?.arrayValue)
            #expect(undecided.map { $0["record"]?.stringValue } == [unknown.description])
            #expect(undecided.first?["finding"]?.stringValue == "undecided")
            let missing = undecided.first?["missing"]?.arrayValue?.first
            #expect(missing?["name"]?.stringValue == "record.class")
            #expect(missing?["supplier"]?.stringValue == "whoever made or keeps the record")
            #expect(today["totals"]?["running"]?.integerValue == 2, "the open treatment, and who it is")
            #expect(try await preview("--due-only")["records"]?.arrayValue?.isEmpty == true)

            let ahead = try await preview("--due-only", "--until", "2034-03")["records"]?.arrayValue
            #expect(ahead?.map { $0["record"]?.stringValue } == [letter.description])
            #expect(ahead?.first?["finding"]?.stringValue == "kept")
            #expect(ahead?.first?["day"]?.stringValue == "2034-03-10")
            #expect(ahead?.first?["needsConfirmation"]?.boolValue == false)

            try await set("2034-03-10")
            let last = try await preview("--due-only")["records"]?.arrayValue
            #expect(last?.first?["finding"]?.stringValue == "kept", "the last day counts")

            try await set("2034-03-11")
            let due = try #require(try await preview("--due-only")["records"]?.arrayValue)
            #expect(due.map { $0["record"]?.stringValue } == [letter.description])
            #expect(due[0]["finding"]?.stringValue == "may_destroy")
            #expect(due[0]["day"]?.stringValue == "2034-03-11")
            #expect(due[0]["reason"]?.stringValue?.contains("§ 630f(3) BGB") == true)
            #expect(due[0]["needsConfirmation"]?.boolValue == true, "the rules are past their review")

            try await set("2036-05-06")
            let later = try #require(try await preview("--due-only")["records"]?.arrayValue)
            #expect(later.map { $0["record"]?.stringValue } == [letter.description, gene.description])
            #expect(later[1]["finding"]?.stringValue == "must_destroy")
            #expect(later[1]["day"]?.stringValue == "2036-05-06")
            #expect(later[1]["reason"]?.stringValue?.contains("GenDG") == true)
        }
    }

    /// A record stays as long as its strictest version; who the patient is goes last; the table says it in words.
    @Test func theStrictestVersionDecides() async throws {
        try await VaultCopy.lend { copy in
            let patient = copy.sample.leaving.patient
            let (plan, revised) = try await copy.open { controller, _ in
                let plan = try await controller.store(
                    ["exposure.date": "2020-02-03", "treatment.completed": "2001-02-03"],
                    as: .radiationTreatment,
                    for: patient
                )
                let revised = try await controller.store(
                    ["exposure.date": "2015-02-03", "treatment.completed": "2001-02-03"],
                    as: .radiationTreatment,
                    for: patient
                )
                let lighter = Intake(source: BytesSource([7]), name: "x.bin", facts: Sample.facts)
                _ = try await controller.amend(revised, with: lighter, by: Self.staff)
                var records: [DueRecord] = []
                let totals = try await controller.previewRetention(by: Self.staff) { records.append($0) }
                let mine = records.filter { $0.patient == patient }
                #expect(mine.map(\.finding) == [.goesLast, .mayDestroy, .mayDestroy, .kept])
                #expect(mine.last?.record == revised && mine.last?.day == Day(iso8601: "2045-02-03"))
                #expect(!mine.contains { $0.record == plan })
                // Nothing of the other one stays.
                #expect(records.filter { $0.patient != patient }.allSatisfy { $0.finding == .mayDestroy })
                #expect(totals.count(.mayDestroy) == 5 && totals.patients == 2)
                return (plan, revised)
            }
            let table = try await copy.lethe([
                "retention", "preview", "--controller", Sample.controller, "--as", Sample.staff,
            ])
            #expect(table.code == 0)
            #expect(
                table.text.contains(
                    "  \(copy.sample.leaving.note)  clinical_core  may be destroyed since 2011-02-04\n"
                )
            )
            #expect(table.text.contains("  \(revised)  clinical_core") == false)
            #expect(table.text.contains("  \(revised)  radiation_treatment  kept until 2045-02-03\n"))
            #expect(!table.text.contains(plan.description))
            #expect(table.text.contains("\nmay be destroyed: 5 records (4 clinical_core, 1 identity)\n"))
            let nobody = try await copy.lethe(["retention", "preview", "--controller", Sample.controller])
            #expect(nobody.code == 2 && nobody.output.isEmpty)
        }
    }
}
