/// What can be asked of a rulebook.
public enum DecisionKind: String, CaseIterable, Hashable, Sendable {
    /// May this person see this record for this purpose?
    case disclose
    /// May this go to, or be stored in, that place?
    case transfer
    /// Must, may or may not this record be erased?
    case erase
    /// How may this record be corrected?
    case rectify
    /// How long must, and how long may it be kept?
    case retain
    /// By when must a request be answered?
    case respond
    /// Who must be told of an event, by when?
    case notify
}
