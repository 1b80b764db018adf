/// What began an epoch.
public enum EpochCause: Hashable, Sendable {
    /// The key safe was made.
    case created
    /// Keys were destroyed.
    case puncture(PuncturePurpose)
    /// A second index key was added.
    case indexRenewalBegun
    /// The older index key was destroyed.
    case indexRenewalFinished
    /// A key tree was added.
    case treeAdded
    /// Other places were named; each has keys of its own since.
    case placesChanged
}
