/// What a rule says when it holds.
public enum Effect: Hashable, Sendable {
    /// An outcome, for disclose, transfer, erase and rectify.
    case outcome(Outcome)
    /// A period, for retain.
    case retention(RetentionEffect)
    /// A deadline for an answer, for respond.
    case deadline(Deadline)
    /// Tasks, for notify.
    case tasks([NotificationTask])
}
