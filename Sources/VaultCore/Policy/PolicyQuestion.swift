/// What the rulebook is asked before anything is done.
public enum PolicyQuestion: Sendable {
    /// May this record be read?
    case read(by: StaffMember?, for: Purpose?)
    /// May this be stored, or stored as a new version?
    case store(by: StaffMember?)
    /// May this be erased?
    case erase(by: StaffMember?, ground: String?)
}
