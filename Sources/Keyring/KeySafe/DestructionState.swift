/// Whether a key safe's previous states are gone everywhere.
public enum DestructionState: Hashable, Sendable {
    /// Every place destroyed its previous state.
    case destroyed
    /// Some places have not confirmed; copies can still be opened with what they hold.
    case pending(confirmed: Int, of: Int)
}
