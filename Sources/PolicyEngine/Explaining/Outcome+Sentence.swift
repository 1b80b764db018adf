extension Outcome {
    /// The outcome in words.
    func sentence(_ decision: Decision) -> String {
        switch self {
        case .permit: decision.kind == .transfer ? "It may go there." : "It may be shown."
        case .permitWithConditions:
            decision.kind == .transfer
                ? "It may go there, on the conditions below." : "It may be shown, on the conditions below."
        case .deny: decision.kind == .transfer ? "It must not go there." : "It must not be shown."
        case .erase: "It is to be erased."
        case .refuse: "It is not erased."
        case .partial: "It is erased in part."
        case .redact: "It stays, with the parts about the person made unreadable."
        case .blockThenErase: "It is blocked now, and erased when the blocking ends."
        case .refer: "The decision belongs to an authority\(decision.referTo.map { ": \($0)" } ?? "")."
        case .offerToArchive: "It is to be offered to the public archives before it is destroyed."
        case .notApplicable: "There is no right to erasure here."
        case .overwriteOK: "It may be overwritten."
        case .addendum: "The correction is added; the earlier entry stays readable."
        case .refuseWithStatement: "It is not corrected; the person's statement is attached to it."
        case .keep: "It must be kept."
        case .mustDestroy: "It must be destroyed."
        case .noDuty: "No law obliges to keep it, and none to destroy it."
        case .due: decision.kind == .notify ? "Somebody must be told." : "An answer is due."
        case .nothingDue: decision.kind == .notify ? "Nobody must be told." : "No answer is due."
        case .escalate: "A person must decide."
        }
    }
}
