public import VaultModel

/// A look over all cases that the vocabulary of a rulebook allows: gaps, conflicts, and rules that decide nothing.
///
/// It is exact, not a sample: the values of facts that no rule tells apart are taken together, the cases that are left are
/// computed as decision diagrams, and days are found that fit the periods and comparisons. Every case that is shown was
/// put to ``PolicyEngine`` before.
///
/// ## Guarantee
/// What is found does not depend on the order of files, packs or rules. A rule that is law only later is looked at on its
/// first day. Days lie between 1800 and 2399.
public struct RulebookAnalysis: Sendable {
    /// The day for which it was made.
    public let asOf: Day
    /// What was found: errors first.
    public let findings: [AnalysisFinding]
    /// The combinations of packs that can be attached together, by id.
    public let combinations: [[String]]

    /// Whether something must be mended.
    public var hasErrors: Bool { findings.contains { $0.kind.isError } }

    /// Looks over a rulebook.
    ///
    /// - Parameters:
    ///   - rulebook: The rules.
    ///   - asOf: The day by which periods, effect dates and reviews are judged.
    ///   - pack: Only what concerns this pack: its rules, and the cases in which it is attached; `nil` for all.
    public init(_ rulebook: Rulebook, asOf: Day, pack: String? = nil) {
        self.asOf = asOf
        let space = CaseSpace(rulebook, asOf: asOf)
        let maker = WitnessMaker(PolicyEngine(rulebook), asOf: asOf)
        let all = PackSets(space).combinations.map { packs, cases in
            CaseRules(space, packs: packs, attachment: cases)
        }
        let looked = all.filter { pack == nil || $0.packs.contains { $0 == pack } }
        combinations = looked.map(\.packs)
        var found: [AnalysisFinding] = []
        for rules in looked {
            found += ConflictFinder(rules, maker).conflicts
            for kind in DecisionKind.allCases { found += GapFinder(rules, maker).gaps(kind) }
        }
        found += Self.reach(rulebook, all, maker, pack)
        found += Self.dates(rulebook, asOf, pack)
        findings = Self.joined(found).filter { finding in
            guard let pack, finding.kind.isError else { return true }
            return finding.rules.contains { $0.hasPrefix("\(pack).") }
        }
    }

    /// Rules that decide nothing, each on a day on which it is law.
    private static func reach(
        _ rulebook: Rulebook,
        _ combinations: [CaseRules],
        _ maker: WitnessMaker,
        _ pack: String?
    ) -> [AnalysisFinding] {
        let rules = rulebook.rules.filter { pack == nil || $0.pack == pack }
        let today = rules.filter { rule in
            (rule.inForceFrom.map { $0 <= maker.asOf } ?? true)
                && (rule.inForceTo.map { $0 >= maker.asOf } ?? true)
        }
        var found = ReachFinder(combinations: combinations, maker: maker).findings(today)
            .compactMap { finding -> AnalysisFinding? in
                let rule = rules.first { $0.id == finding.rules.first }
                let others = OtherDays(rulebook, rule, asOf: maker.asOf)
                if finding.kind == .neverHolds { return others.canHold ? nil : finding }
                return others.canStand ? finding.asEnded : finding
            }
        let later = Dictionary(grouping: rules.filter { $0.inForceFrom.map { $0 > maker.asOf } ?? false }) {
            $0.inForceFrom ?? maker.asOf
        }
        for (day, rules) in later.sorted(by: { $0.key < $1.key }) {
            let finder = ReachFinder(rulebook, asOf: day)
            found += finder.findings(rules).filter { $0.kind.isError }
        }
        return found
    }

    private static func dates(_ rulebook: Rulebook, _ asOf: Day, _ pack: String?) -> [AnalysisFinding] {
        rulebook.packs.values.filter { pack == nil || $0.id == pack }.sorted { $0.id < $1.id }.flatMap {
            pack in
            let review = pack.reviewBy < asOf ? [AnalysisFinding(reviewOf: pack, asOf: asOf)] : []
            let entries = pack.rules.sorted { $0.id < $1.id }
                .compactMap { AnalysisFinding(reviewOf: $0, asOf: asOf) }
            let ended = pack.rules.filter { $0.inForceTo.map { $0 < asOf } ?? false }.sorted { $0.id < $1.id }
            return review + entries + ended.map { AnalysisFinding(endOf: $0, asOf: asOf) }
        }
    }

    /// The same conflict under several combinations of packs is one finding.
    private static func joined(_ findings: [AnalysisFinding]) -> [AnalysisFinding] {
        var joined: [AnalysisFinding] = []
        var places: [[String]: Int] = [:]
        for finding in findings {
            guard finding.kind == .conflict else {
                joined.append(finding)
                continue
            }
            let key = [finding.sentence] + finding.rules
            if let place = places[key] {
                joined[place] = joined[place].adding(finding.packs)
            } else {
                places[key] = joined.count
                joined.append(finding)
            }
        }
        let order = AnalysisFinding.Kind.allCases
        return joined.enumerated().sorted { one, other in
            let places = [one, other].map { order.firstIndex(of: $0.element.kind) ?? order.count }
            return (places[0], one.offset) < (places[1], other.offset)
        }.map(\.element)
    }
}
