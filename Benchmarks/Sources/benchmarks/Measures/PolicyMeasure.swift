internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// Decisions of the rules that come with Lethe, facts in hand, beside Cedar and Rego; the time to open a published
/// rulebook and to check one with all its tests.
struct PolicyMeasure {
    private static let decisions = 100_000
    private static let rounds = 11
    private static let openings = 31
    private static let checks = 5
    private static let questions = 200

    func figures() throws -> [Figure] {
        guard let rulebook = RulebookLoader.open(StandardRules.files).rulebook else {
            throw BenchmarkError("the rules that come with Lethe do not load")
        }
        guard let today = Day(iso8601: "2026-11-22"), let received = Day(iso8601: "2026-03-02"),
            let completed = Day(iso8601: "2023-03-10")
        else { throw BenchmarkError("no day") }
        let engine = PolicyEngine(rulebook)
        let house: [String: FactValue] = [
            "controller.country": .word("DE"), "controller.region": .word("DE-BE"),
            "controller.kind": .word("hospital"), "record.class": .word("clinical_core"),
        ]
        let reading = try engine.facts(
            house.merging([
                "purpose": .word("treatment"), "requester.role": .word("staff"),
                "actor.own_staff": .yesNo(true), "actor.secrecy_duty": .yesNo(true),
                "actor.treats_subject": .yesNo(true),
            ]) { _, new in new }
        )
        let erasing = try engine.facts(
            house.merging([
                "treatment.completed": .day(completed), "request.kind": .word("erasure"),
                "request.received": .day(received), "request.ground": .word("no_longer_needed"),
                "requester.role": .word("patient"),
            ]) { _, new in new }
        )
        let opening = try opening()
        let disclose = try time(engine, .disclose, reading, expecting: .permit, on: today)
        let erase = try time(engine, .erase, erasing, expecting: .refuse, on: today)
        return [
            .time(
                "decide to disclose (1,000,000/s)",
                disclose,
                against: .microseconds(1),
                "limit",
                atMost: 1
            ),
            .time(
                "decide to erase, without explanation",
                erase,
                against: .microseconds(3),
                "limit",
                atMost: 1
            ),
            .time(
                "open a published rulebook (\(rulebook.packs.count) packs, \(rulebook.rules.count) rules)",
                opening.median,
                against: .milliseconds(20),
                "limit",
                atMost: 1
            ),
            .plain("the same, the fastest of \(Self.openings)", opening.least.text),
            try checking(),
        ] + (try peers(engine, on: today))
    }

    /// From the bytes of the archive to an engine that decides: digest, files, rules.
    private func opening() throws -> Samples {
        let archive = try RulebookArchive.encode(StandardRules.files)
        let digest = SHA256.hash(archive)
        var samples = Samples()
        for _ in 0..<Self.openings {
            let begin = ContinuousClock.now
            guard SHA256.hash(archive) == digest,
                let rulebook = try RulebookLoader.open(RulebookArchive.decode(archive)).rulebook
            else { throw BenchmarkError("the archive does not open") }
            let engine = PolicyEngine(rulebook)
            samples.add(ContinuousClock.now - begin)
            guard engine.rulebook.packs.count == rulebook.packs.count else {
                throw BenchmarkError("no engine")
            }
        }
        return samples
    }

    /// What `lethe policy check` does.
    private func checking() throws -> Figure {
        var samples = Samples()
        var tests = 0
        for _ in 0..<Self.checks {
            let begin = ContinuousClock.now
            guard let rulebook = RulebookLoader.load(StandardRules.files).rulebook else {
                throw BenchmarkError("the rules that come with Lethe have problems")
            }
            let results = PolicyTestRunner.run(rulebook)
            samples.add(ContinuousClock.now - begin)
            tests = results.count
            guard results.allSatisfy(\.passed) else { throw BenchmarkError("a test of the rules fails") }
        }
        return .time(
            "check the rules, with all \(tests) tests",
            samples.median,
            against: .seconds(2),
            "limit",
            atMost: 1
        )
    }

    // MARK: Beside others

    private func peers(_ engine: PolicyEngine, on today: Day) throws -> [Figure] {
        let questions = try Question.sheet(Self.questions, for: engine, on: today)
        let sheet = try questions.map { (facts: try engine.facts($0.facts), outcome: $0.outcome) }
        let repeats = Self.decisions / questions.count
        var (inHand, taken) = (Samples(), Samples())
        for _ in 0..<Self.rounds {
            var agreed = 0
            var begin = ContinuousClock.now
            for _ in 0..<repeats {
                for question in sheet
                where engine.outcome(.disclose, question.facts, asOf: today) == question.outcome {
                    agreed += 1
                }
            }
            inHand.add(ContinuousClock.now - begin)
            begin = .now
            for question in questions
            where engine.outcome(.disclose, try engine.facts(question.facts), asOf: today) == question.outcome
            {
                agreed += 1
            }
            taken.add(ContinuousClock.now - begin)
            guard agreed == (repeats + 1) * questions.count else {
                throw BenchmarkError("the rules decide otherwise")
            }
        }
        let ours = inHand.median / Double(repeats * questions.count)
        return try PeerTimes.measure(questions, rounds: Self.rounds).figures(beside: ours) + [
            .plain(
                "the same, facts taken from a dictionary each time",
                (taken.median / Double(questions.count)).text
            )
        ]
    }

    private func time(
        _ engine: PolicyEngine,
        _ kind: DecisionKind,
        _ facts: FactSet,
        expecting outcome: Outcome,
        on day: Day
    ) throws -> Duration {
        var samples = Samples()
        for _ in 0..<Self.rounds {
            var agreed = 0
            let begin = ContinuousClock.now
            for _ in 0..<Self.decisions where engine.outcome(kind, facts, asOf: day) == outcome {
                agreed += 1
            }
            samples.add(ContinuousClock.now - begin)
            guard agreed == Self.decisions else { throw BenchmarkError("the rules decide otherwise") }
        }
        return samples.median / Double(Self.decisions)
    }
}
