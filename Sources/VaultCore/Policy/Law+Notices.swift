internal import PolicyEngine
internal import VaultModel

extension Law {
    /// The fact that says what has happened, in the question whom to tell.
    static let event = "event.kind"

    /// Asks whom to tell of an event.
    ///
    /// - Parameter event: A word of the vocabulary, such as `erasure_done`; rules that do not know it ask for nothing.
    func notices(of event: String, about known: [String: FactValue], on day: Day) throws -> Notices {
        guard let value = rulebook.vocabulary.facts[Self.event]?.kind.value(of: event) else { return .none }
        let known = known.merging([Self.event: value]) { _, event in event }
        guard try outcome(.notify, known, on: day) != .nothingDue else { return .none }
        let decision = try decide(.notify, known, on: day)
        return Notices(
            tasks: decision.tasks.map { task in
                let rule = decision.fired.first { $0.id == task.rule }
                return .init(
                    who: task.who,
                    by: task.by?.day,
                    reason: rule.map { sentence(of: $0, in: decision, until: "the end of the period") }
                        ?? task.rule
                )
            },
            open: decision.outcome == .escalate ? [summary(of: decision)] : []
        )
    }
}
