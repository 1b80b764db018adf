/// What a review of stored versions found.
public struct ReviewReport: Sendable, Equatable {
    /// How many patients' files were looked at and their months written.
    public internal(set) var patients = 0
    /// How many versions got a month in which to look.
    public internal(set) var dated = 0
    /// How many versions are kept without end.
    public internal(set) var endless = 0
    /// How many versions nobody can decide about: a fact is missing, or a person must decide.
    public internal(set) var undecided = 0
    /// How many patients' files were changed meanwhile; they are looked at the next time.
    public internal(set) var changed = 0
    /// How many patients' files could not be opened; `vault check` says more.
    public internal(set) var failed = 0

    /// Begins with nothing.
    public init() {}

    /// How many versions were looked at.
    public var versions: Int { dated + endless + undecided }

    /// Adds what another one found.
    public static func += (left: inout Self, right: Self) {
        left.patients += right.patients
        left.dated += right.dated
        left.endless += right.endless
        left.undecided += right.undecided
        left.changed += right.changed
        left.failed += right.failed
    }
}
