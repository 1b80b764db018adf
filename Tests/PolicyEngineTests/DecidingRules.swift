import PolicyEngine
import VaultModel

/// A day from its text; tests use only days that exist.
func day(_ text: String) -> Day {
    Day(iso8601: text) ?? Day(daysSinceEpoch: 0)
}

/// Years from a fact.
func years(_ length: Int, from fact: String) -> RetentionEffect.Limit {
    .period(Period(length, .year), from: fact)
}

extension Condition {
    /// The fact has this word.
    static func word(_ fact: String, _ words: String...) -> Self {
        Self(fact: fact, test: .oneOf(Set(words.map { .word($0) })))
    }

    /// The fact is yes, or no.
    static func yes(_ fact: String, _ isTrue: Bool = true) -> Self {
        Self(fact: fact, test: .oneOf([.yesNo(isTrue)]))
    }
}

extension Rule {
    /// A rule that states an outcome.
    static func states(
        _ outcome: Outcome,
        _ id: String,
        _ kind: DecisionKind,
        _ all: [Condition] = [],
        any: [Condition] = [],
        none: [Condition] = [],
        exceptionTo: [String] = [],
        basis: String? = nil,
        obligations: [Obligation] = [],
        confidence: Confidence = .settled
    ) -> Self {
        make(
            id,
            kind,
            .outcome(outcome),
            Conditions(all: all, any: any, none: none),
            exceptionTo,
            basis,
            obligations,
            confidence
        )
    }

    /// A retention rule.
    static func keeps(
        _ id: String,
        minimum: RetentionEffect.Limit? = nil,
        maximum: RetentionEffect.Limit? = nil,
        _ all: [Condition] = [],
        source: RetentionEffect.Source = .statute,
        suspendedWhile: String? = nil,
        exceptionTo: [String] = []
    ) -> Self {
        let effect = RetentionEffect(
            minimum: minimum,
            maximum: maximum,
            source: source,
            afterwards: .destroy,
            suspendedWhile: suspendedWhile
        )
        return make(id, .retain, .retention(effect), Conditions(all: all), exceptionTo)
    }

    /// A rule with another effect.
    static func make(
        _ id: String,
        _ kind: DecisionKind,
        _ effect: Effect,
        _ when: Conditions = Conditions(),
        _ exceptionTo: [String] = [],
        _ basis: String? = nil,
        _ obligations: [Obligation] = [],
        _ confidence: Confidence = .settled,
        from: Day? = nil,
        to: Day? = nil
    ) -> Self {
        Rule(
            id: id,
            pack: String(id.prefix { $0 != "." }),
            decision: kind,
            inForceFrom: from,
            inForceTo: to,
            when: when,
            effect: effect,
            exceptionTo: exceptionTo,
            obligations: obligations,
            basis: basis,
            referTo: nil,
            citations: [Citation(law: "Law of \(id)", article: "1")],
            plain: ["en": "Sentence of \(id) until {keep_until}.", "de": "Satz von \(id) bis {keep_until}."],
            confidence: confidence,
            needsConfirmation: false,
            place: SourcePlace(file: "hand", line: 1)
        )
    }
}
