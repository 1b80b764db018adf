internal import VaultModel

extension AnalysisFinding {
    /// A pack that should have been reviewed.
    init(reviewOf pack: Pack, asOf: Day) {
        self.init(
            kind: .reviewPassed,
            decision: nil,
            asOf: asOf,
            packs: [[pack.id]],
            rules: [],
            citations: [],
            sentence:
                "The pack \(pack.id) (\(pack.title)) was to be reviewed by \(English.date(pack.reviewBy)).",
            circumstances: [],
            witness: nil
        )
    }

    /// An entry of a house schedule that should have been reviewed; `nil` for other rules.
    init?(reviewOf rule: Rule, asOf: Day) {
        guard let house = rule.house, house.reviewBy < asOf else { return nil }
        self.init(
            kind: .reviewPassed,
            decision: rule.decision,
            asOf: asOf,
            packs: [[rule.pack]],
            rules: [rule.id],
            citations: rule.citations,
            sentence:
                "The entry \(rule.id) was to be reviewed by \(English.date(house.reviewBy)): ask \(house.owner).",
            circumstances: [],
            witness: nil
        )
    }

    /// A rule that is law no more.
    init(endOf rule: Rule, asOf: Day) {
        let last = rule.inForceTo.map { English.date($0) } ?? ""
        self.init(
            kind: .ended,
            decision: rule.decision,
            asOf: asOf,
            packs: [[rule.pack]],
            rules: [rule.id],
            citations: rule.citations,
            sentence: "The rule \(rule.id) was law until \(last), and is no more.",
            circumstances: [],
            witness: nil
        )
    }

    /// The same of a rule that decided something on other days.
    var asEnded: Self {
        Self(
            kind: .ended,
            decision: decision,
            asOf: asOf,
            packs: packs,
            rules: rules,
            citations: citations,
            sentence: "\(sentence) On other days it decides.",
            circumstances: circumstances,
            witness: witness
        )
    }

    /// The same, found under further combinations of packs.
    func adding(_ more: [[String]]) -> Self {
        Self(
            kind: kind,
            decision: decision,
            asOf: asOf,
            packs: packs + more,
            rules: rules,
            citations: citations,
            sentence: sentence,
            circumstances: circumstances,
            witness: witness
        )
    }
}
