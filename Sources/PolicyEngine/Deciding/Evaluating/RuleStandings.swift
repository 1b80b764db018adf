/// Which rules fire and which stand, remembered for all rules that matter to a kind of decision.
struct RuleStandings {
    private var fired: [Truth]
    private var standing: [Truth]

    init(_ situation: Situation, _ kind: DecisionKind) {
        let program = situation.program
        fired = [Truth](repeating: .no, count: program.rules.count)
        standing = fired
        for number in program.plan(kind).closure {
            let rule = program.rules[number]
            let fires = situation.fires(rule)
            fired[number] = fires
            guard fires != .no else { continue }
            guard !rule.isCircular else {
                standing[number] = .unknown
                continue
            }
            let isSetAside = rule.defeaters.places.reduce(Truth.no) {
                max($0, standing[program.defeaters[$1]])
            }
            standing[number] = min(fires, isSetAside.negated)
        }
    }

    /// Whether a rule stands.
    subscript(_ number: Int) -> Truth { standing[number] }

    /// Whether a rule fires.
    func fires(_ number: Int) -> Truth { fired[number] }
}
