import PolicyEngine

/// The effect of a rule, each part of it removed or made another one.
enum MutationEffects {
    typealias Change = (what: String, effect: Effect)

    static func changes(of rule: Rule) -> [Change] {
        switch rule.effect {
        case .outcome(let outcome):
            Outcome.stated(by: rule.decision).subtracting([outcome]).sorted { $0.rawValue < $1.rawValue }
                .map { ("outcome \($0.rawValue)", .outcome($0)) }
        case .retention(let effect): changes(of: effect).map { ($0, .retention($1)) }
        case .deadline(let deadline): changes(of: deadline).map { ($0, .deadline($1)) }
        case .tasks(let tasks): changes(of: tasks).map { ($0, .tasks($1)) }
        }
    }

    private static func changes(of effect: RetentionEffect) -> [(String, RetentionEffect)] {
        let minima = limits(besides: effect.minimum).map {
            ("minimum \($0)", changed(effect, minimum: $1))
        }
        let maxima = limits(besides: effect.maximum).map {
            ("maximum \($0)", changed(effect, maximum: $1))
        }
        let sources = RetentionEffect.Source.allCases.filter { $0 != effect.source }.map {
            ("source \($0.rawValue)", changed(effect, source: $0))
        }
        let suspension =
            effect.suspendedWhile == nil
            ? [] : [("not suspended", changed(effect, suspendedWhile: .some(nil)))]
        return minima + maxima + sources + suspension
    }

    private static func limits(besides limit: RetentionEffect.Limit?) -> [(String, RetentionEffect.Limit?)] {
        switch limit {
        case nil: []
        case .unlimited: [("removed", nil)]
        case .period(let period, let from):
            MutationSteps.neighbours(of: period).map { ("\($0)", .period($0, from: from)) }
                + [("removed", nil), ("unlimited", .unlimited)]
        }
    }

    private static func changed(
        _ effect: RetentionEffect,
        minimum: RetentionEffect.Limit?? = nil,
        maximum: RetentionEffect.Limit?? = nil,
        source: RetentionEffect.Source? = nil,
        suspendedWhile: String?? = nil
    ) -> RetentionEffect {
        RetentionEffect(
            minimum: minimum ?? effect.minimum,
            maximum: maximum ?? effect.maximum,
            source: source ?? effect.source,
            afterwards: effect.afterwards,
            suspendedWhile: suspendedWhile ?? effect.suspendedWhile
        )
    }

    private static func changes(of tasks: [NotificationTask]) -> [(String, [NotificationTask])] {
        tasks.enumerated().flatMap { place, task in
            var rest = tasks
            rest.remove(at: place)
            // A rule without a task is refused by the loader.
            let removed = rest.isEmpty ? [] : [("task \(task.who) removed", rest)]
            let others = task.by.map(changes(of:)) ?? []
            return removed
                + others.map { what, deadline in
                    var changed = tasks
                    changed[place] = NotificationTask(who: task.who, by: deadline)
                    return ("task \(task.who): \(what)", changed)
                }
        }
    }

    private static func changes(of deadline: Deadline) -> [(String, Deadline)] {
        let periods = MutationSteps.neighbours(of: deadline.period).map {
            ("deadline \($0)", changed(deadline, period: $0))
        }
        // Hours are counted in one way only.
        let countings = Counting.allCases.filter { ![deadline.counting, .hours].contains($0) }.map {
            ("counting \($0.rawValue)", changed(deadline, counting: $0))
        }
        guard let extensionBy = deadline.extensionBy else {
            return periods + (deadline.counting == .hours ? [] : countings)
        }
        let extensions = MutationSteps.neighbours(of: extensionBy).map {
            ("extension \($0)", changed(deadline, extensionBy: $0))
        }
        return periods + countings + extensions
            + [("extension removed", changed(deadline, extensionBy: .some(nil)))]
    }

    private static func changed(
        _ deadline: Deadline,
        period: Period? = nil,
        counting: Counting? = nil,
        extensionBy: Period?? = nil
    ) -> Deadline {
        Deadline(
            period: period ?? deadline.period,
            from: deadline.from,
            counting: counting ?? deadline.counting,
            extensionBy: extensionBy ?? deadline.extensionBy,
            noticeOfExtension: extensionBy == .some(nil) ? nil : deadline.noticeOfExtension
        )
    }
}
