public import VaultModel

/// One step of counting a period.
public struct CountingStep: Hashable, Sendable {
    /// What was done and by which provision, in English, without the full stop.
    public let sentence: String
    /// The day that it led to or speaks of.
    public let day: Day

    /// Makes a step.
    public init(_ sentence: String, day: Day) {
        self.sentence = sentence
        self.day = day
    }
}
