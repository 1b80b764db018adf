public import VaultModel

/// Decides by a rulebook.
///
/// A fact that is missing is never guessed: rules that ask for it are neither true nor false, and where that could change
/// the result a person must decide. Until then everything is kept and nothing is disclosed.
///
/// ## Guarantee
/// Every question gets an answer, the same for the same facts and day, whatever the order of packs and rules; a further
/// prohibition never turns a deny into a permit.
public struct PolicyEngine: Sendable {
    /// What it decides by.
    public let rulebook: Rulebook

    let program: Program

    /// Prepares a rulebook for fast decisions.
    public init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        program = Program(rulebook)
    }

    /// Takes facts, faster than ``FactSet/init(_:vocabulary:)``.
    ///
    /// - Throws: ``FactError`` for the first fact, by name, that the vocabulary does not allow.
    public func facts(_ values: [String: FactValue]) throws(FactError) -> FactSet {
        try FactSet(values, table: program.table)
    }

    /// Decides a question, with everything that explains the answer.
    public func decide(_ kind: DecisionKind, _ facts: FactSet, asOf: Day) -> Decision {
        var maker = DecisionMaker(self, kind, fitted(facts), asOf: asOf)
        return maker.make()
    }

    /// The outcome of ``decide(_:_:asOf:)`` alone, without allocating memory.
    public func outcome(_ kind: DecisionKind, _ facts: FactSet, asOf: Day) -> Outcome {
        if program.isIntricate { return decide(kind, facts, asOf: asOf).outcome }
        var situation = situation(facts, asOf: asOf)
        guard situation.isAnyPackAttached == .yes else { return .escalate }
        if kind == .retain { return situation.combineRetention().outcome }
        if program.needsRetention[kind.place] {
            situation.retention = situation.combineRetention().facts(sourceWords: program.sourceWords)
        }
        return situation.outcome(kind)
    }

    /// The facts by the numbers of this rulebook.
    private func fitted(_ facts: FactSet) -> FactSet {
        fits(facts) ? facts : facts.renumbered(by: program.table)
    }

    /// A case under this rulebook.
    func situation(_ facts: FactSet, asOf: Day) -> Situation {
        Situation(program, cells(of: facts), asOf: Cell.day(asOf))
    }

    private func cells(of facts: FactSet) -> [Int32] {
        fits(facts) ? facts.cells : facts.renumbered(by: program.table).cells
    }

    private func fits(_ facts: FactSet) -> Bool {
        facts.table === program.table || facts.table.fingerprint == program.table.fingerprint
    }
}
