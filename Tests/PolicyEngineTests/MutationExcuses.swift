import PolicyEngine

/// Why no test can notice a mutant.
struct MutationExcuses {
    /// Mutants that give the same answers for a reason that no rule here knows.
    struct Known: Sendable {
        let rule: String
        let changes: [String]
        let reason: String
    }

    static let known = [
        Known(
            rule: "eu.retain.no_national_law",
            changes: ["source bylaw", "source contract", "source house"],
            reason: "the packs that tell these from guidance do not attach where this rule holds"
        ),
        Known(
            rule: "de.respond.church",
            changes: ["counting termijnenwet"],
            reason: "for months it differs only by Dutch days"
        ),
        Known(
            rule: "nl.erase.destruction",
            changes: ["no exception to eu.erase.kept_otherwise"],
            reason:
                "in the Netherlands only a house schedule keeps without a statute, and none comes with the packs"
        ),
        Known(
            rule: "nl.erase.destruction_by_representative",
            changes: ["no exception to eu.erase.kept_otherwise"],
            reason:
                "in the Netherlands only a house schedule keeps without a statute, and none comes with the packs"
        ),
        Known(
            rule: "eu.disclose.minor",
            changes: ["all subject.birth: removed"],
            reason: "a permit that may hold decides nothing; that the day is known keeps the analysis certain"
        ),
        Known(
            rule: "fr.transfer.hds_outside_eea_new_host",
            changes: ["in force to 2026-05-16", "in force to any day"],
            reason: "from its end on fr.transfer.hds_outside_eea denies wherever it did"
        ),
    ]

    let bench: MutationBench

    /// The reason, or `nil` when a test is missing.
    func reason(_ rule: Rule, _ mutant: MutationMutant) -> String? {
        let reason =
            switch (rule.effect, mutant.rule.effect) {
            case _ where rule.asks != mutant.rule.asks: reasonForConfirmation(rule)
            case (.deadline(let old), .deadline(let new)): reasonForCounting(old, new)
            case (.retention(let old), .retention(let new)): reasonForSource(old, new)
            case (.tasks(let old), .tasks(let new)): reasonForTasks(old, new)
            default: String?.none
            }
        return reason
            ?? Self.known.first { $0.rule == rule.id && $0.changes.contains(mutant.change) }?.reason
    }

    private func reasonForConfirmation(_ rule: Rule) -> String? {
        if rule.effect == .outcome(.escalate) { return "its outcome asks a person already" }
        if let from = rule.inForceFrom, from > bench.pack.reviewBy {
            return "it begins after \(bench.pack.reviewBy), and from then on every rule of the pack asks"
        }
        return companion(of: rule).map { "\($0) fires wherever it does and asks already" }
    }

    /// A rule that asks, and fires in every case in which a rule does.
    private func companion(of rule: Rule) -> String? {
        let engine = PolicyEngine(bench.rulebook)
        let asking = Set(bench.rulebook.rules.filter { $0.asks && $0.id != rule.id }.map(\.id))
        var companions: Set<String>?
        for test in bench.tests(seeing: rule) {
            guard let facts = try? engine.facts(test.facts) else { continue }
            let fired = Set(engine.decide(test.decision, facts, asOf: test.asOf).fired.map(\.id))
            guard fired.contains(rule.id) else { continue }
            companions = (companions ?? asking).intersection(fired)
        }
        return companions?.min()
    }

    private func reasonForCounting(_ old: Deadline, _ new: Deadline) -> String? {
        guard Set([old.counting, new.counting]) == [.eu1182, .bgb], [.month, .year].contains(old.period.unit)
        else { return nil }
        return "the two differ only in periods that may lack two working days"
    }

    private func reasonForSource(_ old: RetentionEffect, _ new: RetentionEffect) -> String? {
        guard old.source != new.source else { return nil }
        let (oldWord, newWord) = (FactValue.word(old.source.rawValue), FactValue.word(new.source.rawValue))
        let isToldApart = bench.rulebook.rules.flatMap { $0.when.all + $0.when.any + $0.when.none }
            .filter { $0.fact == "retention.source" }
            .contains { condition in
                switch condition.test {
                case .oneOf(let words), .noneOf(let words): words.contains(oldWord) != words.contains(newWord)
                default: true
                }
            }
        return isToldApart ? nil : "no rule tells these sources apart"
    }

    private func reasonForTasks(_ old: [NotificationTask], _ new: [NotificationTask]) -> String? {
        guard old.filter({ $0.by != nil }) == new.filter({ $0.by != nil }) else { return nil }
        return "a case can state a day, but not who is told without one"
    }
}
