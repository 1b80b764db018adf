/// What a decision says.
public enum Outcome: String, CaseIterable, Hashable, Sendable {
    // Disclose, transfer.
    case permit
    case permitWithConditions = "permit_with_conditions"
    case deny
    // Erase.
    case erase
    case refuse
    case partial
    case redact
    case blockThenErase = "block_then_erase"
    case refer
    case offerToArchive = "offer_to_archive"
    case notApplicable = "not_applicable"
    // Rectify.
    case overwriteOK = "overwrite_ok"
    case addendum
    case refuseWithStatement = "refuse_with_statement"
    // Retain.
    case keep
    case mustDestroy = "must_destroy"
    case noDuty = "no_duty"
    // Respond, notify.
    case due
    case nothingDue = "nothing_due"
    /// A person must decide.
    case escalate

    /// The outcomes that a rule of a kind of decision may state; the engine adds `escalate`, `partial` and defaults.
    public static func stated(by kind: DecisionKind) -> Set<Outcome> {
        switch kind {
        case .disclose, .transfer: [.permit, .permitWithConditions, .deny, .escalate]
        case .erase:
            [.erase, .refuse, .redact, .blockThenErase, .refer, .offerToArchive, .notApplicable, .escalate]
        case .rectify: [.overwriteOK, .addendum, .refuseWithStatement, .escalate]
        case .retain: []
        case .respond, .notify: []
        }
    }
}
