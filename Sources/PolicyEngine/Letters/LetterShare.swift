/// What becomes of one part of what was asked for.
enum LetterShare: Hashable, CaseIterable {
    case done
    case inPart
    case added
    case refused
    case referred
    case undecided

    init(_ outcome: Outcome) {
        self =
            switch outcome {
            case .erase, .permit, .permitWithConditions, .overwriteOK: .done
            case .partial, .redact, .blockThenErase: .inPart
            case .addendum: .added
            case .refuse, .offerToArchive, .notApplicable, .deny, .refuseWithStatement: .refused
            case .refer: .referred
            case .keep, .mustDestroy, .noDuty, .due, .nothingDue, .escalate: .undecided
            }
    }
}
