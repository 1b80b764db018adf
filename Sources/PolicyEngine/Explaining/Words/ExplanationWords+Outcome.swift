extension ExplanationWords {
    /// The outcome in a sentence.
    func sentence(_ decision: Decision) -> String {
        let isTransfer = decision.kind == .transfer
        let isNotice = decision.kind == .notify
        return switch decision.outcome {
        case .permit: isTransfer ? outcomes.goes : outcomes.shown
        case .permitWithConditions: isTransfer ? outcomes.goesOnConditions : outcomes.shownOnConditions
        case .deny: isTransfer ? outcomes.goesNot : outcomes.notShown
        case .erase: outcomes.erase
        case .refuse: outcomes.refuse
        case .partial: outcomes.partial
        case .redact: outcomes.redact
        case .blockThenErase: outcomes.blockThenErase
        case .refer:
            decision.referTo.map { outcomes.referTo.filling(["authority": $0]) } ?? outcomes.refer
        case .offerToArchive: outcomes.offerToArchive
        case .notApplicable: outcomes.notApplicable
        case .overwriteOK: outcomes.overwrite
        case .addendum: outcomes.addendum
        case .refuseWithStatement: outcomes.refuseWithStatement
        case .keep: outcomes.keep
        case .mustDestroy: outcomes.mustDestroy
        case .noDuty: outcomes.noDuty
        case .due: isNotice ? outcomes.noticeDue : outcomes.answerDue
        case .nothingDue: isNotice ? outcomes.noNoticeDue : outcomes.noAnswerDue
        case .escalate: outcomes.escalate
        }
    }
}
