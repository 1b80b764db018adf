internal import VaultModel

/// Sorts compiled rules by kind of decision and pack.
struct KindPlans {
    private(set) var plans: [KindPlan] = []
    private(set) var slicesOfKinds: [Stretch] = []
    private(set) var slices: [PackSlice] = []
    private(set) var rulesOfSlices: [Int] = []
    private(set) var needsRetention: [Bool] = []
    private let rules: [CompiledRule]
    private let conditions: [CompiledCondition]
    private let table: FactTable

    init(
        _ rules: [CompiledRule],
        _ conditions: [CompiledCondition],
        _ table: FactTable,
        _ graph: ExceptionGraph
    ) {
        self.rules = rules
        self.conditions = conditions
        self.table = table
        for kind in DecisionKind.allCases.sorted(by: { $0.place < $1.place }) { add(kind, graph) }
    }

    private mutating func add(_ kind: DecisionKind, _ graph: ExceptionGraph) {
        let own = rules.indices.filter { rules[$0].kind == kind }
            .sorted { (rules[$0].pack, $0) < (rules[$1].pack, $1) }
        let firstSlice = slices.count
        for rule in own {
            let pack = Int(rules[rule].pack)
            let place = rulesOfSlices.count
            rulesOfSlices.append(rule)
            if slices.count > firstSlice, let last = slices.last, last.pack == pack {
                slices[slices.count - 1] = PackSlice(pack: pack, rules: last.rules.lowerBound..<place + 1)
            } else {
                slices.append(PackSlice(pack: pack, rules: place..<place + 1))
            }
        }
        slicesOfKinds.append(Stretch(firstSlice..<slices.count))
        let closure = graph.closure(of: own)
        needsRetention.append(closure.contains { asksForRetention(rules[$0]) })
        plans.append(KindPlan(rules: own, closure: closure))
    }

    private func asksForRetention(_ rule: CompiledRule) -> Bool {
        [rule.all, rule.any, rule.none].map(\.places).joined().contains { place in
            [Int(conditions[place].fact), Int(conditions[place].other)].contains { fact in
                guard table.derivations.indices.contains(fact) else { return false }
                switch table.derivations[fact] {
                case .retentionRunning, .retentionEnd, .retentionSource, .retentionOverdue: return true
                default: return false
                }
            }
        }
    }
}
