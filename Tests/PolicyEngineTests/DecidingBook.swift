import PolicyEngine
import Testing
import VaultModel

/// Builds small rulebooks by hand.
struct DecidingBook {
    var facts: [FactDefinition] = Self.vocabulary
    var packs: [String: Pack] = [:]
    var adequacy: [AdequacyDecision] = []

    /// Adds a pack that attaches when `controller.country` is its jurisdiction.
    mutating func add(
        _ id: String,
        country: String?,
        extends: [String] = [],
        reviewBy: String = "2030-12-31",
        rules: [Rule],
        tests: [PolicyTest] = []
    ) {
        let attaches =
            country.map { [[Condition(fact: "controller.country", test: .oneOf([.word($0)]))]] } ?? []
        packs[id] = Pack(
            id: id,
            jurisdiction: country ?? "EU",
            title: "Pack \(id)",
            languages: ["en"],
            extends: extends,
            attachesWhen: attaches,
            reviewBy: day(reviewBy),
            remedies: ["en": "You may complain about \(id)."],
            rules: rules,
            tests: tests
        )
    }

    var rulebook: Rulebook {
        Rulebook(
            vocabulary: Vocabulary(
                facts: Dictionary(uniqueKeysWithValues: facts.map { ($0.name, $0) }),
                duties: ["inform_subject"],
                contents: ["reason", "court_remedy"],
                recipients: ["supervisory_authority", "data_subjects"],
                bases: ["adequacy", "scc", "consent"],
                basisOrder: ["adequacy", "scc", "consent"]
            ),
            packs: packs,
            calendars: [:],
            adequacy: adequacy,
            classes: ClassTable([:])
        )
    }

    var engine: PolicyEngine { PolicyEngine(rulebook) }

    /// Decides and checks that the fast path says the same.
    func decide(
        _ kind: DecisionKind,
        _ facts: [String: FactValue],
        on asOf: String = "2026-03-02"
    ) throws -> Decision {
        let engine = engine
        let facts = try engine.facts(facts)
        let decision = engine.decide(kind, facts, asOf: day(asOf))
        #expect(engine.outcome(kind, facts, asOf: day(asOf)) == decision.outcome)
        return decision
    }

    private static let vocabulary: [FactDefinition] = [
        word("controller.country", ["DE", "FR", "NL"], .organisation),
        word("controller.region", ["DE-BE", "DE-BY"], .organisation),
        word(
            "record.class",
            ["clinical_core", "genetic_result", "radiation_examination", "unclassified"],
            .record
        ),
        fact("treatment.completed", .day, .episode, "date of completion of treatment"),
        fact("care.last_seen", .day, .episode, "date of the last visit"),
        fact("exposure.date", .day, .record, "date of the exposure"),
        fact("subject.birth", .day, .patient, "date of birth"),
        fact("subject.death", .day, .patient, "date of death"),
        fact("subject.dead", .yesNo, .derived, "whether the person is dead", .hasHappened("subject.death")),
        fact(
            "subject.age_at_exposure",
            .number,
            .derived,
            "age at the exposure",
            .age(from: "subject.birth", at: "exposure.date")
        ),
        word("request.kind", ["erasure", "access"], .request),
        fact("request.received", .day, .request, "day the request was received"),
        fact("request.extension_notice", .day, .request, "day of the notice of extension"),
        word("request.ground", ["none", "no_longer_needed"], .request),
        word("purpose", ["treatment", "billing"], .request),
        fact("actor.secrecy_duty", .yesNo, .request, "whether the reader is bound to secrecy"),
        fact("actor.treats_subject", .yesNo, .request, "whether the reader treats the patient"),
        fact("restriction.active", .yesNo, .hold, "whether use is restricted"),
        fact("hold.claim_open", .yesNo, .hold, "whether a claim is open", nil, .yesNo(false)),
        fact("consent.revoked", .yesNo, .record, "whether consent was revoked"),
        fact("breach.aware", .day, .event, "day the breach became known"),
        fact("breach.high_risk", .yesNo, .event, "whether the risk is high"),
        word("destination.country", ["DE", "GB", "US", "CN"], .transfer),
        fact("recipient.listed", .yesNo, .transfer, "whether the recipient is on the list"),
        fact("transfer.scc", .yesNo, .transfer, "whether clauses are signed", nil, .yesNo(false)),
        fact(
            "destination.in_eea",
            .yesNo,
            .derived,
            "whether it is in the area",
            .oneOf(fact: "destination.country", ["DE"])
        ),
        fact(
            "destination.adequate",
            .yesNo,
            .derived,
            "whether it is adequate",
            .adequacy(of: "destination.country")
        ),
        fact("retention.running", .yesNo, .derived, "whether a period runs", .retention),
        fact("retention.overdue", .yesNo, .derived, "whether it is overdue", .retention),
        fact("retention.end", .day, .derived, "the end of the period", .retention),
        FactDefinition(
            name: "retention.source",
            kind: .word(["statute", "bylaw", "contract", "guidance", "house"]),
            source: .derived,
            plain: "where the duty comes from",
            derivation: .retention
        ),
    ]

    static func fact(
        _ name: String,
        _ kind: FactKind,
        _ source: FactSource,
        _ plain: String,
        _ derivation: FactDefinition.Derivation? = nil,
        _ otherwise: FactValue? = nil
    ) -> FactDefinition {
        FactDefinition(
            name: name,
            kind: kind,
            source: source,
            plain: plain,
            derivation: derivation,
            otherwise: otherwise
        )
    }

    static func word(_ name: String, _ words: [String], _ source: FactSource) -> FactDefinition {
        FactDefinition(name: name, kind: .word(words), source: source, plain: "the \(name)")
    }
}
