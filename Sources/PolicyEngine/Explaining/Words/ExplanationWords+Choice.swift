extension ExplanationWords {
    /// The question in words.
    func question(_ kind: DecisionKind) -> String {
        switch kind {
        case .disclose: questions.disclose
        case .transfer: questions.transfer
        case .erase: questions.erase
        case .rectify: questions.rectify
        case .retain: questions.retain
        case .respond: questions.respond
        case .notify: questions.notify
        }
    }

    /// What happens as long as a fact is missing.
    func untilSupplied(_ kind: DecisionKind) -> String {
        switch kind {
        case .disclose: open.shut
        case .transfer: open.stays
        case .erase, .retain: open.kept
        case .rectify: open.unchanged
        case .respond, .notify: open.unsaid
        }
    }

    /// What happens when the period is over.
    func sentence(_ afterwards: RetentionEffect.Afterwards) -> String {
        switch afterwards {
        case .free: keeping.free
        case .destroy: keeping.destroy
        case .anonymise: keeping.anonymise
        case .block: keeping.block
        case .archive: keeping.archive
        case .review: keeping.review
        }
    }

    /// Who can supply facts of a source.
    func supplier(_ source: FactSource) -> String {
        switch source {
        case .organisation: suppliers.organisation
        case .patient: suppliers.patient
        case .episode: suppliers.episode
        case .record: suppliers.record
        case .request: suppliers.request
        case .hold: suppliers.hold
        case .transfer: suppliers.transfer
        case .event: suppliers.event
        case .derived: suppliers.derived
        }
    }

    /// What ends on a date.
    func meaning(_ meaning: DecisionDate.Meaning) -> String {
        switch meaning {
        case .minimum: dates.keepUntil
        case .maximum: dates.destroyAfter
        case .answer: dates.answerBy
        case .task: dates.tellBy
        }
    }

    /// A remark behind the name of a rule.
    func remark(_ confidence: Confidence) -> String {
        switch confidence {
        case .settled: ""
        case .majority: rules.majority
        case .contested: rules.contested
        }
    }
}
