/// Everything sealed that a patient's chart is made of.
public struct PatientFile: Sendable {
    /// The patient.
    public let patient: PatientRow
    /// All versions of all records that no erasure has closed, in the order they were stored.
    public let versions: [VersionRow]
    /// The courses of care, by number.
    public let episodes: [EpisodeRow]
    /// The content of the newest version of the identity record.
    public let identity: PartRow?

    /// Groups what was read.
    public init(
        patient: PatientRow,
        versions: [VersionRow],
        episodes: [EpisodeRow],
        identity: PartRow?
    ) {
        self.patient = patient
        self.versions = versions
        self.episodes = episodes
        self.identity = identity
    }
}
