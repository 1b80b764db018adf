import PolicyEngine
import VaultModel

/// A rule with everything that can be changed in it.
struct MutationRule {
    let rule: Rule
    let vocabulary: Vocabulary

    var mutants: [MutationMutant] {
        let conditions = MutationConditions(lists: MutationList.words(of: vocabulary)).changes(of: rule.when)
            .map {
                MutationMutant(change: $0.what, rule: rule.changed(when: $0.conditions))
            }
        let effects = MutationEffects.changes(of: rule).map {
            MutationMutant(change: $0.what, rule: rule.changed(effect: $0.effect))
        }
        return conditions + effects + dates + exceptions + otherBases + [confirmation]
    }

    private var dates: [MutationMutant] {
        let from = days(besides: rule.inForceFrom).map {
            MutationMutant(change: "in force from \($0)", rule: rule.changed(inForceFrom: .some($1)))
        }
        let to = days(besides: rule.inForceTo).map {
            MutationMutant(change: "in force to \($0)", rule: rule.changed(inForceTo: .some($1)))
        }
        return from + to
    }

    private func days(besides day: Day?) -> [(String, Day?)] {
        guard let day else { return [] }
        return MutationSteps.neighbours(of: day).map { ("\($0)", $0) } + [("any day", nil)]
    }

    private var exceptions: [MutationMutant] {
        rule.exceptionTo.map { id in
            MutationMutant(
                change: "no exception to \(id)",
                rule: rule.changed(exceptionTo: rule.exceptionTo.filter { $0 != id })
            )
        }
    }

    private var otherBases: [MutationMutant] {
        guard let basis = rule.basis else { return [] }
        let other = vocabulary.basisOrder.last { $0 != basis }
        return [nil, other].map {
            MutationMutant(change: "basis \($0 ?? "removed")", rule: rule.changed(basis: .some($0)))
        }
    }

    private var confirmation: MutationMutant {
        MutationMutant(
            change: rule.asks ? "no confirmation" : "confirmation",
            rule: rule.changed(asks: !rule.asks)
        )
    }
}
