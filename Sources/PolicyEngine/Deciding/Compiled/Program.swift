/// A rulebook in flat arrays: facts, rules, packs, conditions and periods are numbers.
///
/// It does not change after it is made, and everything a decision needs is reached without hashing or allocating.
final class Program: Sendable {
    let table: FactTable
    /// The rules, by id; the place is the number.
    let sources: [Rule]
    let numbers: [String: Int]
    let rules: [CompiledRule]
    let conditions: [CompiledCondition]
    let cells: [Int32]
    let periods: [Period]
    let retentions: [CompiledRetention]
    let deadlineFacts: [Int]
    let defeaters: [Int]
    /// The packs, by id; the place is the number.
    let packs: [Pack]
    /// For each pack the alternatives of its own attachment, in the list of alternatives.
    let attachments: [Stretch]
    /// The alternatives: stretches of conditions.
    let alternatives: [Stretch]
    /// For each pack the packs whose attachment attaches it, itself and those that extend it, in the list of attachers.
    let attachersOfPacks: [Stretch]
    let attachers: [Int]
    let adequacy: [CompiledAdequacy]
    let plans: [KindPlan]
    /// For each kind of decision its slices, one for each pack that has rules of the kind.
    let slicesOfKinds: [Stretch]
    let slices: [PackSlice]
    let rulesOfSlices: [Int]
    /// For each kind whether one of its rules, or of those that can set them aside, asks for what retention says.
    let needsRetention: [Bool]
    /// Whether evaluating exceptions without a memory could take long; then the fast path takes the slow one.
    let isIntricate: Bool
    /// `record.class`, and its word `unclassified`.
    let classFact: Int?
    let unclassified: Int32
    /// The fact that names the destination of a transfer.
    let destination: Int?
    /// For each source of a retention duty its word in `retention.source`.
    let sourceWords: [Int32]

    init(_ rulebook: Rulebook) {
        let compiler = ProgramCompiler(rulebook)
        table = compiler.table
        sources = compiler.sources
        numbers = compiler.numbers
        rules = compiler.rules
        conditions = compiler.tests.conditions
        cells = compiler.tests.cells
        periods = compiler.tests.periods
        retentions = compiler.retentions
        deadlineFacts = compiler.deadlineFacts
        defeaters = compiler.defeaters
        packs = compiler.packs
        attachments = compiler.attachments
        alternatives = compiler.alternatives
        attachersOfPacks = compiler.attachersOfPacks
        attachers = compiler.attachers
        adequacy = compiler.adequacy
        let plans = KindPlans(compiler.rules, compiler.tests.conditions, compiler.table, compiler.graph)
        self.plans = plans.plans
        slicesOfKinds = plans.slicesOfKinds
        slices = plans.slices
        rulesOfSlices = plans.rulesOfSlices
        needsRetention = plans.needsRetention
        isIntricate = compiler.graph.isIntricate
        classFact = table.numbers["record.class"]
        unclassified = classFact.flatMap { compiler.table.words[$0]["unclassified"] } ?? Cell.unknown
        destination = compiler.destination
        let sourceFact = table.numbers["retention.source"]
        let words = sourceFact.map { compiler.table.words[$0] } ?? [:]
        sourceWords = RetentionEffect.Source.allCases.map { words[$0.rawValue] ?? Cell.unknown }
    }

    /// All alternatives that attach a pack, its own and those of packs that extend it.
    func alternatives(attaching pack: Int) -> [Stretch] {
        attachersOfPacks[pack].places.flatMap { attachments[attachers[$0]].places.map { alternatives[$0] } }
    }

    /// The rules of a kind of decision, by pack.
    func slices(of kind: DecisionKind) -> [PackSlice] {
        slicesOfKinds[kind.place].places.map { slices[$0] }
    }

    /// The plan of a kind of decision.
    func plan(_ kind: DecisionKind) -> KindPlan { plans[kind.place] }
}

extension DecisionKind {
    /// Its place in a list of all kinds.
    var place: Int {
        switch self {
        case .disclose: 0
        case .transfer: 1
        case .erase: 2
        case .rectify: 3
        case .retain: 4
        case .respond: 5
        case .notify: 6
        }
    }
}
