extension Situation {
    /// Shows the rules of a kind to an algorithm.
    func combine<Algorithm: CombiningAlgorithm>(
        _ kind: DecisionKind,
        with algorithm: inout Algorithm,
        by standings: RuleStandings? = nil
    ) {
        for place in program.slicesOfKinds[kind.place].places {
            let slice = program.slices[place]
            let isAttached = attachment(of: slice.pack)
            guard isAttached != .no else { continue }
            var hasBegun = false
            for place in slice.rules {
                let number = program.rulesOfSlices[place]
                let rule = program.rules[number]
                guard isInForce(rule) else { continue }
                if !hasBegun {
                    algorithm.begin(pack: isAttached)
                    hasBegun = true
                }
                let stands = standings?[number] ?? stands(number)
                if stands != .no { algorithm.show(item(rule, stands)) }
            }
            if hasBegun { algorithm.endPack() }
        }
    }

    /// A rule as algorithms see it.
    func item(_ rule: CompiledRule, _ stands: Truth) -> CombiningItem {
        CombiningItem(
            outcome: rule.outcome,
            hasBasis: rule.hasBasis,
            hasDays: hasDays(rule),
            stands: stands
        )
    }

    /// Whether a day is missing without which a standing rule says nothing definite.
    func lacksDays(_ rule: CompiledRule) -> Bool {
        if rule.kind == .respond { return !hasDays(rule) }
        guard rule.retention >= 0 else { return false }
        let bounds = bounds(of: program.retentions[Int(rule.retention)])
        return bounds.earliestMinimum != bounds.latestMinimum
            || bounds.earliestMaximum != bounds.latestMaximum
    }

    private func hasDays(_ rule: CompiledRule) -> Bool {
        for place in rule.deadlineFacts.places {
            let fact = program.deadlineFacts[place]
            guard fact >= 0 else { return false }
            let cell = cell(of: fact)
            if cell == Cell.unknown || cell == Cell.absent || cell == Cell.never { return false }
        }
        return true
    }

    /// Shows the retention rules to their algorithm.
    func combineRetention(by standings: RuleStandings? = nil) -> LatestMinimumEarliestMaximum {
        var algorithm = LatestMinimumEarliestMaximum(asOf: asOf, isUnclassified: isUnclassified)
        for place in program.slicesOfKinds[DecisionKind.retain.place].places {
            let slice = program.slices[place]
            guard attachment(of: slice.pack) != .no else { continue }
            for place in slice.rules {
                let number = program.rulesOfSlices[place]
                let rule = program.rules[number]
                guard rule.retention >= 0, isInForce(rule) else { continue }
                let stands = standings?[number] ?? stands(number)
                guard stands != .no else { continue }
                let retention = program.retentions[Int(rule.retention)]
                algorithm.show(bounds(of: retention), retention.source, stands: stands)
            }
        }
        return algorithm
    }

    /// Whether the record has the class that stands for none.
    var isUnclassified: Bool {
        guard let fact = program.classFact, program.unclassified != Cell.unknown else { return false }
        return cells[fact] == program.unclassified
    }

    /// Between which days the minimum and the maximum of a rule end.
    ///
    /// A suspension stops the whole rule: its minimum has no end, and its own maximum does not run either.
    func bounds(of retention: CompiledRetention) -> RetentionBounds {
        var bounds = RetentionBounds()
        switch retention.minimum {
        case .none: break
        case .unlimited:
            bounds.earliestMinimum = RetentionBounds.unlimited
            bounds.latestMinimum = RetentionBounds.unlimited
        case .unanswerable: bounds.latestMinimum = RetentionBounds.someDay
        case .period(let period, let from):
            let end = end(period, from)
            bounds.earliestMinimum = end ?? RetentionBounds.none
            bounds.latestMinimum = end ?? RetentionBounds.someDay
        }
        switch retention.maximum {
        case .none, .unlimited: break
        case .unanswerable: bounds.earliestMaximum = RetentionBounds.none
        case .period(let period, let from):
            let end = end(period, from)
            bounds.earliestMaximum = end ?? RetentionBounds.none
            bounds.latestMaximum = end ?? RetentionBounds.unlimited
        }
        guard retention.suspendedWhile >= 0 else { return bounds }
        return suspended(bounds, by: cell(of: retention.suspendedWhile))
    }

    private func suspended(_ bounds: RetentionBounds, by cell: Int32) -> RetentionBounds {
        var bounds = bounds
        if cell == 0 || cell == Cell.absent { return bounds }
        bounds.latestMaximum = RetentionBounds.unlimited
        let hasMinimum = bounds.latestMinimum != RetentionBounds.none
        if hasMinimum { bounds.latestMinimum = max(bounds.latestMinimum, RetentionBounds.suspended) }
        guard cell != Cell.unknown else { return bounds }
        bounds.earliestMaximum = RetentionBounds.unlimited
        if hasMinimum { bounds.earliestMinimum = bounds.latestMinimum }
        return bounds
    }

    private func end(_ period: Int, _ from: Int) -> Int64? {
        let start = cell(of: from)
        guard start != Cell.unknown, start != Cell.absent, start != Cell.never else { return nil }
        return Int64(PlainEnd.of(program.periods[period], after: start))
    }
}
