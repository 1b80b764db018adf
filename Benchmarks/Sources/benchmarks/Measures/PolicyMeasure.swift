internal import PolicyEngine
internal import VaultModel
internal import VaultStorage

/// Decisions of the rules that come with Lethe, facts in hand, and the time to open a published rulebook.
struct PolicyMeasure {
    private static let decisions = 100_000
    private static let rounds = 11
    private static let openings = 15

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
        let disclose = try time(engine, .disclose, reading, expecting: .permit, on: today)
        let erase = try time(engine, .erase, erasing, expecting: .refuse, on: today)
        var opening = Samples()
        for _ in 0..<Self.openings {
            let begin = ContinuousClock.now
            _ = PolicyEngine(RulebookLoader.open(StandardRules.files).rulebook ?? rulebook)
            opening.add(ContinuousClock.now - begin)
        }
        return [
            .time("decide to disclose", disclose, against: .microseconds(1), "limit", atMost: 1),
            .time(
                "decide to erase, without explanation",
                erase,
                against: .microseconds(3),
                "limit",
                atMost: 1
            ),
            .time(
                "open a published rulebook (five packs)",
                opening.median,
                against: .milliseconds(20),
                "limit",
                atMost: 1
            ),
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
