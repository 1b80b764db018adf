/// What came of opening a sample of a copy's versions with today's key safe.
public struct DrillReport: Sendable, Equatable {
    /// How many versions the copy holds.
    public internal(set) var versions = 0
    /// How many of them were read whole and give what was committed to.
    public internal(set) var whole = 0
    /// How many of them were erased since: no key opens them.
    public internal(set) var erased = 0
    /// How many can be opened in part or not at all, though nobody erased them.
    public internal(set) var damaged = 0
}
