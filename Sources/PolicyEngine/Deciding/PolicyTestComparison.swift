internal import VaultModel

/// Compares a decision with what a case expects.
struct PolicyTestComparison {
    /// What is different, in sentences.
    private(set) var differences: [String] = []

    init(_ expected: PolicyTest.Expectation, _ decision: Decision, _ diagnosis: RuleDiagnosis) {
        if decision.outcome != expected.outcome {
            let reasons = decision.reasons.isEmpty ? "" : " (\(decision.reasons.joined(separator: "; ")))"
            differences.append(
                "expected \(expected.outcome.rawValue), got \(decision.outcome.rawValue)\(reasons)"
            )
        }
        compare("keep_until", expected.keepUntil, decision.keepUntil?.day)
        compare("destroy_after", expected.destroyAfter, decision.destroyAfter?.day)
        compare("due", expected.due, decision.due?.day)
        compare("keeps_forever", expected.keepsForever, decision.keepsForever)
        compare("basis", expected.basis, decision.basis)
        compare("confirm", expected.needsConfirmation, decision.needsConfirmation)
        let fired = Set(decision.fired.map(\.id))
        for id in (expected.fired ?? []).subtracting(fired).sorted() {
            differences.append(diagnosis.whyNotFired(id))
        }
        let defeated = Set(decision.defeated.map(\.rule.id))
        for id in (expected.defeated ?? []).subtracting(defeated).sorted() {
            differences.append(diagnosis.whyNotDefeated(id))
        }
        for name in (expected.missing ?? []).subtracting(decision.missing).sorted() {
            let known = decision.factsUsed[name].map { "is known: \($0.plain)" }
            differences.append(
                "\(name) was expected to be missing, but \(known ?? "does not change the result")"
            )
        }
    }

    private mutating func compare<Value: Equatable>(_ what: String, _ expected: Value?, _ got: Value?) {
        guard let expected, expected != got else { return }
        differences.append("expected \(what) \(expected), got \(got.map { "\($0)" } ?? "none")")
    }
}
