/// What somebody may see of what they asked for, and what is withheld from them.
public struct Listing: Sendable {
    /// The versions that are shown.
    public let shown: [OpenedVersion]
    /// The versions that are not.
    public let withheld: [WithheldVersion]
    /// What happened to the file that they stand in and is shown with it.
    public var marks: [FileMark] = []
}
