/// What somebody may see of what they asked for, and what is withheld from them.
public struct Listing: Sendable {
    /// The versions that are shown.
    public internal(set) var shown: [OpenedVersion]
    /// The versions that are not.
    public internal(set) var withheld: [WithheldVersion]
    /// What happened to the file that they stand in and is shown with it.
    public internal(set) var marks: [FileMark] = []

    /// Adds what another number of the same person has.
    mutating func add(_ other: Self) {
        shown += other.shown
        withheld += other.withheld
        marks += other.marks
    }
}
