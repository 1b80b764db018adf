/// A case under a program: the facts, the day, and what follows from them.
///
/// Nothing here allocates memory.
struct Situation {
    let program: Program
    let cells: [Int32]
    let asOf: Int32
    /// Unknown until the retention rules were asked.
    var retention = RetentionFacts()
    private(set) var isAnyPackAttached = Truth.no
    private var packs = PackStates()

    init(_ program: Program, _ cells: [Int32], asOf: Int32) {
        self.program = program
        self.cells = cells
        self.asOf = asOf
        var own = PackStates()
        let remembered = min(program.packs.count, PackStates.capacity)
        for pack in 0..<remembered { own.note(pack, attachmentOfItsOwn(pack)) }
        for pack in 0..<remembered {
            var state = Truth.no
            for place in program.attachersOfPacks[pack].places where state != .yes {
                let attacher = program.attachers[place]
                state = max(state, attacher < remembered ? own[attacher] : attachmentOfItsOwn(attacher))
            }
            packs.note(pack, state)
            isAnyPackAttached = max(isAnyPackAttached, state)
        }
        for pack in remembered..<program.packs.count {
            isAnyPackAttached = max(isAnyPackAttached, attachment(of: pack))
        }
    }

    /// Whether a pack is attached, by its own conditions or those of packs that extend it.
    func attachment(of pack: Int) -> Truth {
        if pack < PackStates.capacity { return packs[pack] }
        var state = Truth.no
        for place in program.attachersOfPacks[pack].places {
            state = max(state, attachmentOfItsOwn(program.attachers[place]))
        }
        return state
    }

    /// Whether a pack's own conditions attach it.
    func attachmentOfItsOwn(_ pack: Int) -> Truth {
        var state = Truth.no
        for place in program.attachments[pack].places where state != .yes {
            state = max(state, all(program.alternatives[place]))
        }
        return state
    }

    /// Whether all of some conditions hold.
    func all(_ conditions: Stretch) -> Truth {
        var result = Truth.yes
        for place in conditions.places {
            let truth = truth(of: program.conditions[place])
            if truth == .no { return .no }
            result = min(result, truth)
        }
        return result
    }

    /// Whether one of some conditions holds.
    func any(_ conditions: Stretch) -> Truth {
        var result = Truth.no
        for place in conditions.places {
            let truth = truth(of: program.conditions[place])
            if truth == .yes { return .yes }
            result = max(result, truth)
        }
        return result
    }

    /// Whether a rule is law on the day.
    func isInForce(_ rule: CompiledRule) -> Bool {
        rule.from <= asOf && asOf <= rule.to
    }

    /// Whether a rule fires: it is law, its pack is attached, and its conditions hold.
    func fires(_ rule: CompiledRule) -> Truth {
        guard isInForce(rule) else { return .no }
        var result = all(rule.all)
        if result == .no { return .no }
        result = min(result, attachment(of: Int(rule.pack)))
        if result == .no { return .no }
        if !rule.none.isEmpty { result = min(result, any(rule.none).negated) }
        if result == .no { return .no }
        return rule.any.isEmpty ? result : min(result, any(rule.any))
    }

    /// Whether a rule stands: it fires, and no standing rule sets it aside.
    func stands(_ number: Int) -> Truth {
        let rule = program.rules[number]
        var result = fires(rule)
        if result == .no { return .no }
        if rule.isCircular { return .unknown }
        for place in rule.defeaters.places {
            let defeater = stands(program.defeaters[place])
            if defeater == .yes { return .no }
            result = min(result, defeater.negated)
        }
        return result
    }
}
