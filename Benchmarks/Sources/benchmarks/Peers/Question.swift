internal import PolicyEngine
internal import VaultModel

/// One question about showing a record, with every fact that the rules of the EU and of Germany look at.
struct Question {
    /// The facts as we take them.
    let facts: [String: FactValue]
    /// The same for others: a dot is a `_`, and what we derive is stated.
    let plainFacts: [String: PlainValue]
    /// What came out.
    let outcome: Outcome

    /// Different questions, half of them permitted, always the same ones.
    ///
    /// Those on which a person must decide are left out, as others have no such answer.
    static func sheet(_ count: Int, for engine: PolicyEngine, on today: Day) throws -> [Question] {
        var dice = Dice()
        var questions: [Question] = []
        var seen: Set<[String: FactValue]> = []
        var permitted = 0
        for _ in 0..<100_000 where questions.count < count {
            let facts = try facts(&dice)
            let outcome = engine.outcome(.disclose, try engine.facts(facts), asOf: today)
            let permits = outcome == .permit || outcome == .permitWithConditions
            guard permits || outcome == .deny,
                permits ? permitted < count / 2 : questions.count - permitted < count - count / 2,
                seen.insert(facts).inserted
            else { continue }
            permitted += permits ? 1 : 0
            questions.append(Self(facts: facts, plainFacts: plain(facts, today), outcome: outcome))
        }
        guard questions.count == count else { throw BenchmarkError("there are too few questions") }
        return questions
    }

    private static let words: [String: [String]] = [
        "purpose": [
            "treatment", "treatment", "diagnosis", "care_management", "emergency", "patient_request",
            "billing",
            "quality_assurance", "legal_claim", "administration", "research", "court_or_authority",
            "foreign_order",
        ],
        "requester.role": [
            "staff", "staff", "staff", "patient", "patient", "insured", "guardian", "heir_pecuniary",
            "next_of_kin_immaterial", "authority", "court", "other",
        ],
        "record.class": [
            "clinical_core", "clinical_core", "imaging", "laboratory_result", "discharge_report",
            "research_data",
        ],
        "research.basis": ["none", "consent", "outweighing_interest"],
        "subject.will_opposes": ["none", "none", "express", "presumed"],
    ]
    /// What is mostly so.
    private static let usual = [
        "actor.own_staff", "actor.secrecy_duty", "actor.treats_subject", "record.is_patient_file",
    ]
    /// What is mostly not so.
    private static let rare = [
        "access.disproportionate_effort", "disclosure.explicit_consent", "disclosure.legal_duty",
        "ehds.access_restricted", "ehds.opted_out", "erasure.impairs_research", "record.kept_only_by_duty",
        "record.serious_therapeutic_reason", "record.third_party_rights", "record.wrong_patient",
        "request.identity_doubted", "request.manifestly_excessive", "request.via_myhealth_eu",
        "research.safeguards", "restriction.active",
    ]

    private static func facts(_ dice: inout Dice) throws -> [String: FactValue] {
        var facts: [String: FactValue] = [
            "controller.country": .word("DE"), "controller.region": .word("DE-BE"),
            "controller.kind": .word("hospital"),
        ]
        for (name, list) in words.sorted(by: { $0.key < $1.key }) {
            facts[name] = .word(list[dice.next(below: list.count)])
        }
        for name in usual { facts[name] = .yesNo(dice.next(below: 5) > 0) }
        for name in rare { facts[name] = .yesNo(dice.next(below: 12) == 0) }
        if dice.next(below: 6) == 0 {
            guard let death = Day(iso8601: "2026-05-04") else { throw BenchmarkError("no day") }
            facts["subject.death"] = .day(death)
        }
        return facts
    }

    private static func plain(_ facts: [String: FactValue], _ today: Day) -> [String: PlainValue] {
        var plain: [String: PlainValue] = [
            "as_of": .number(10_000 * today.year + 100 * today.month + today.day),
            "subject_dead": .yesNo(facts["subject.death"] != nil),
        ]
        for (name, value) in facts {
            let name = String(name.map { $0 == "." ? "_" : $0 })
            switch value {
            case .word(let word): plain[name] = .word(word)
            case .yesNo(let isTrue): plain[name] = .yesNo(isTrue)
            case .number(let number): plain[name] = .number(number)
            case .day: break
            }
        }
        return plain
    }
}
