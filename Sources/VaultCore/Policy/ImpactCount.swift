internal import PolicyEngine
internal import VaultModel

/// Asks two rulebooks about stored versions and counts what they say differently.
struct ImpactCount {
    private struct Key: Hashable {
        let change: DecisionChange
        let recordClass: RecordClass
    }

    /// What was found so far.
    private(set) var impact: RulebookImpact

    private let old: Law
    private let new: Law
    private let comparer: DecisionComparer
    private let kinds: [DecisionKind]
    private let examples: Int
    private var groups: [Key: RulebookImpact.Group] = [:]

    init(_ old: Law, _ new: Law, _ kinds: [DecisionKind], asOf: Day, examples: Int) {
        self.old = old
        self.new = new
        self.kinds = kinds
        self.examples = examples
        comparer = DecisionComparer(old.open.engine, new.open.engine)
        impact = RulebookImpact(asOf: asOf, rules: RulebookComparison(old.rulebook, new.rulebook))
    }

    /// Counts a patient whose file could not be opened.
    mutating func fail() {
        impact.failed += 1
    }

    /// Counts the records of a patient.
    ///
    /// - Parameter question: What a question of a kind tells the rules beside what is known about a version.
    mutating func add(
        _ chart: Chart,
        _ question: (DecisionKind, Chart.Item) -> [String: FactValue]
    ) throws {
        // By record, so that one with several versions counts once.
        var changed: [Key: Set<RecordID>] = [:]
        var unknown: [String: Set<RecordID>] = [:]
        for item in chart.items {
            let known = chart.facts(about: item)
            for kind in kinds {
                let facts = known.merging(question(kind, item)) { _, asked in asked }
                let fitting = new.fitting(facts)
                for name in fitting.unknown { unknown[name, default: []].insert(item.row.record) }
                let change = comparer.change(
                    kind,
                    try old.set(of: old.fitting(facts).facts),
                    try new.set(of: fitting.facts),
                    asOf: impact.asOf
                )
                guard let change else { continue }
                let key = Key(change: change, recordClass: item.recordClass)
                changed[key, default: []].insert(item.row.record)
            }
        }
        impact.patients += 1
        impact.records += Set(chart.items.map(\.row.record)).count
        impact.changedRecords += changed.values.reduce(into: Set()) { $0.formUnion($1) }.count
        if !changed.isEmpty { impact.changedPatients += 1 }
        for (name, records) in unknown { impact.unknownFacts[name, default: 0] += records.count }
        for (key, records) in changed { add(records, to: key, in: chart) }
    }

    private mutating func add(_ records: Set<RecordID>, to key: Key, in chart: Chart) {
        var group =
            groups[key] ?? RulebookImpact.Group(change: key.change, recordClass: key.recordClass)
        group.records += records.count
        group.patients += 1
        let missing = max(0, examples - group.examples.count)
        if missing > 0 {
            // In the order of storing, so that the same vault has the same examples.
            var seen: Set<RecordID> = []
            let ordered = chart.items.map(\.row.record).filter {
                records.contains($0) && seen.insert($0).inserted
            }
            group.examples += ordered.prefix(missing)
        }
        groups[key] = group
    }

    /// Everything that was found, with the most records first.
    func finished() -> RulebookImpact {
        var impact = impact
        impact.groups = groups.values.sorted { one, other in
            func order(_ group: RulebookImpact.Group) -> (Int, Int, String, String, String) {
                (
                    kinds.firstIndex(of: group.change.kind) ?? 0, -group.records, group.recordClass.rawValue,
                    group.change.before.sentence, group.change.after.sentence
                )
            }
            return order(one) < order(other)
        }
        return impact
    }
}
