internal import VaultModel

/// Turns a rulebook into the arrays of ``Program``.
struct ProgramCompiler {
    let table: FactTable
    let sources: [Rule]
    let numbers: [String: Int]
    let packs: [Pack]
    let graph: ExceptionGraph
    private(set) var rules: [CompiledRule] = []
    private(set) var tests: ConditionCompiler
    private(set) var retentions: [CompiledRetention] = []
    private(set) var deadlineFacts: [Int] = []
    private(set) var defeaters: [Int] = []
    private(set) var attachments: [Stretch] = []
    private(set) var alternatives: [Stretch] = []
    private(set) var attachersOfPacks: [Stretch] = []
    private(set) var attachers: [Int] = []
    private(set) var adequacy: [CompiledAdequacy] = []

    init(_ rulebook: Rulebook) {
        table = FactTable(rulebook.vocabulary)
        sources = rulebook.rules
        numbers = Dictionary(
            sources.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        packs = rulebook.packs.values.sorted { $0.id < $1.id }
        tests = ConditionCompiler(table)
        graph = ExceptionGraph(sources, numbers)
        compilePacks()
        let packNumbers = Dictionary(
            packs.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for (number, rule) in sources.enumerated() {
            compile(
                rule,
                pack: packNumbers[rule.pack] ?? 0,
                graph.defeaters[number],
                graph.isCircular[number]
            )
        }
        adequacy = rulebook.adequacy.compactMap(compile)
    }

    private mutating func compilePacks() {
        for pack in packs {
            let first = alternatives.count
            for alternative in pack.attachesWhen {
                let conditions = tests.append(alternative)
                alternatives.append(conditions)
            }
            attachments.append(Stretch(first..<alternatives.count))
            let firstAttacher = attachers.count
            attachers += packs.indices.filter { packs[$0].id == pack.id || extends(packs[$0], pack.id, []) }
            attachersOfPacks.append(Stretch(firstAttacher..<attachers.count))
        }
    }

    private func extends(_ pack: Pack, _ id: String, _ seen: Set<String>) -> Bool {
        guard !seen.contains(pack.id) else { return false }
        return pack.extends.contains { parent in
            parent == id
                || packs.first { $0.id == parent }.map { extends($0, id, seen.union([pack.id])) } ?? false
        }
    }

    private mutating func compile(_ rule: Rule, pack: Int, _ setAsideBy: [Int], _ isCircular: Bool) {
        let firstDefeater = defeaters.count
        defeaters += setAsideBy
        var outcome = Outcome.escalate
        var retention = -1
        let firstFact = deadlineFacts.count
        switch rule.effect {
        case .outcome(let stated): outcome = stated
        case .retention(let effect):
            retention = retentions.count
            retentions.append(compile(effect))
        case .deadline(let deadline): deadlineFacts.append(table.numbers[deadline.from] ?? -1)
        case .tasks(let tasks):
            deadlineFacts += tasks.compactMap { $0.by.map { table.numbers[$0.from] ?? -1 } }
        }
        rules.append(
            CompiledRule(
                kind: rule.decision,
                pack: Int32(pack),
                from: rule.inForceFrom.map { Cell.day($0) } ?? Int32.min,
                to: rule.inForceTo.map { Cell.day($0) } ?? Int32.max,
                all: tests.append(rule.when.all),
                any: tests.append(rule.when.any),
                none: tests.append(rule.when.none),
                defeaters: Stretch(firstDefeater..<defeaters.count),
                isCircular: isCircular,
                outcome: outcome,
                hasBasis: rule.basis != nil,
                retention: Int32(retention),
                deadlineFacts: Stretch(firstFact..<deadlineFacts.count)
            )
        )
    }

    private mutating func compile(_ effect: RetentionEffect) -> CompiledRetention {
        CompiledRetention(
            minimum: compile(effect.minimum),
            maximum: compile(effect.maximum),
            source: effect.source,
            suspendedWhile: effect.suspendedWhile.flatMap { table.numbers[$0] } ?? -1
        )
    }

    private mutating func compile(_ limit: RetentionEffect.Limit?) -> CompiledLimit {
        switch limit {
        case nil: return .none
        case .unlimited: return .unlimited
        case .period(let period, let from):
            guard let fact = table.numbers[from] else { return .unanswerable }
            return .period(tests.number(of: period), from: fact)
        }
    }

    /// The fact that names the destination of a transfer.
    var destination: Int? {
        for derivation in table.derivations {
            if case .adequacy(let fact) = derivation { return fact }
        }
        return nil
    }

    private func compile(_ decision: AdequacyDecision) -> CompiledAdequacy? {
        guard let destination, let country = table.words[destination][decision.destination]
        else { return nil }
        return CompiledAdequacy(
            country: country,
            from: Cell.day(decision.from),
            to: decision.to.map { Cell.day($0) } ?? Int32.max,
            scope: decision.scope.map { table.numbers[$0] ?? CompiledAdequacy.unanswerable } ?? -1
        )
    }
}
