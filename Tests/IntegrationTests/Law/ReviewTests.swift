import Testing
import VaultCore
import VaultModel
import VaultStorage

/// The months in which to look at stored versions follow whatever they depend on.
@Suite(.serialized)
struct ReviewTests {
    private static let staff = StaffMember(Sample.staff)

    /// Stored, amended, completed: the month is that of the period's end, and nothing is written twice.
    @Test func monthsFollowTheFile() async throws {
        try await VaultCopy.lend { copy in
            let patient = copy.sample.leaving.patient
            let stored = try await copy.open { controller, _ in
                #expect(try await controller.waitingReviews() == 2)
                let report = try await controller.review()
                #expect(report.patients == 2 && report.dated == 8 && report.versions == 8)
                #expect(try await controller.waitingReviews() == 0)
                #expect(try await controller.review() == ReviewReport())
                let kept = try await controller.store(
                    ["treatment.completed": "2024-03-31"],
                    for: patient
                )
                #expect(try await controller.waitingReviews() == 1)
                #expect(try await controller.review().patients == 1)
                return kept
            }
            let months = try await copy.months()
            #expect(months[copy.sample.leaving.note] == ["2011-02-01", "2011-02-01"])
            // The last day of a month is in that month.
            #expect(months[stored] == ["2034-03-01"])
            #expect(months.values.filter { $0 == ["2034-03-01"] }.count == 2, "who the patient is, too")
            #expect(months.values.filter { $0 == ["2011-02-01"] }.count == 3)

            let (open, episode) = try await copy.open { controller, _ in
                let events = EpisodeEvents(
                    begun: Day(iso8601: "2010-01-04")!,
                    completed: nil,
                    site: nil,
                    label: nil
                )
                let episode = try await controller.openEpisode(
                    of: patient,
                    events: try #require(events),
                    by: Self.staff
                )
                let open = try await controller.store([:], episode: episode, for: patient)
                let report = try await controller.review()
                #expect(report.undecided == 2 && report.dated == 4)
                return (open, episode)
            }
            let running = try await copy.months()
            #expect(running[open] == [nil])
            #expect(running.values.filter { $0 == [nil] }.count == 2, "who the patient is, too")

            try await copy.open { controller, _ in
                try await controller.completeEpisode(
                    episode,
                    of: patient,
                    on: Day(iso8601: "2010-02-05")!,
                    by: Self.staff
                )
                let report = try await controller.review()
                #expect(report.undecided == 0 && report.dated == 6)
            }
            let completed = try await copy.months()
            #expect(completed[open] == ["2020-02-01"])

            // What is left may have other ends.
            try await copy.open { controller, _ in
                #expect(try await controller.erase(.records([open])).records == 1)
                #expect(try await controller.waitingReviews() == 1)
                let report = try await controller.review()
                #expect(report.patients == 1 && report.dated == 5)
            }
        }
    }

    /// Another rulebook is counted anew, for everybody, once.
    @Test func aNewRulebookIsCountedForEverybody() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in _ = try await controller.review() }
            try await copy.publish(Sample.longerRules, as: 2)
            try await copy.open { controller, _ in
                #expect(try await controller.waitingReviews() == 2)
                let report = try await controller.review()
                #expect(report.patients == 2)
                #expect(try await controller.waitingReviews() == 0)
                #expect(try await controller.dueThisMonth() == 0)
            }
            let months = try await copy.months()
            #expect(months.values.allSatisfy { $0.allSatisfy { $0 == "2031-02-01" } }, "\(months)")
        }
    }

    /// A rule that is law from a later day on counts from that day on, without anybody looking again.
    @Test func aRuleOfTomorrowIsCounted() async throws {
        let rules = Sample.rules(
            replacing: "  - id: de.retain.professional_code\n",
            by: """
                  - id: de.retain.shorter
                    decision: retain
                    in_force: {from: 2030-07-15}
                    when:
                      all:
                        - {record.class: {in: $file_core_classes}}
                    retain: {minimum: 2 years, from: treatment.completed, source: statute, afterwards: free}
                    exception_to: [de.retain.core]
                    cite: [{law: Probegesetz, article: "§ 1"}]
                    plain: {en: Two years., de: Zwei Jahre.}
                    confidence: settled
                  - id: de.retain.professional_code

                """
        )
        try await VaultCopy.lend { copy in
            try await copy.publish(rules, as: 2)
            let stored = try await copy.open { controller, _ in
                let stored = try await controller.store(
                    ["treatment.completed": "2024-03-10"],
                    for: copy.sample.leaving.patient
                )
                _ = try await controller.review()
                return stored
            }
            let months = try await copy.months()
            #expect(months[stored] == ["2030-07-01"])
            #expect(months[copy.sample.leaving.note] == ["2011-02-01", "2011-02-01"])
        }
    }

    /// Whoever stores meanwhile is not held up, and is not forgotten.
    @Test func storingMeanwhileIsReviewedLater() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for _ in 0..<20 { _ = try await controller.store([7], for: patient) }
                    }
                    group.addTask {
                        for _ in 0..<20 { _ = try await controller.review() }
                    }
                    try await group.waitForAll()
                }
                _ = try await controller.review()
                #expect(try await controller.waitingReviews() == 0)
                #expect(try await controller.dueThisMonth() == 28)
                try await controller.expectSound()
            }
        }
    }

    /// A drill writes nothing, whoever waits.
    @Test func aDrillReviewsNothing() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open(isDrill: true) { controller, _ in
                let report = try await controller.review()
                #expect(report == ReviewReport())
                #expect(try await controller.waitingReviews() == 2)
            }
            let drill = try await copy.lethe(["job", "run", "--drill"])
            drill.expectRefusal(2, "this is a restore drill: it reads and changes nothing")
            let months = try await copy.months()
            #expect(months.values.allSatisfy { $0.allSatisfy { $0 == nil } })
        }
    }

    /// `job run` does it for all controllers, `job list` and `vault status` say what waits.
    @Test func jobs() async throws {
        try await VaultCopy.lend { copy in
            let list = try await copy.lethe(["job", "list", "--format", "json"]).done()
            let first = try #require(list["controllers"]?.arrayValue?.first)
            #expect(first["waitingReviews"]?.integerValue == 2)
            let run = try await copy.lethe(["job", "run", "--format", "json"]).done()
            #expect(run["patients"]?.integerValue == 2 && run["versions"]?.integerValue == 8)
            let status = try await copy.lethe(["vault", "status"])
            #expect(status.text.contains("  8 versions to look at this month (`lethe retention preview`)\n"))
            #expect(!status.text.contains("to review"))
        }
    }
}
