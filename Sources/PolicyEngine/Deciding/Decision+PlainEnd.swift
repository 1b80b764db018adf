public import VaultModel

extension Decision {
    /// The latest end of the duties to keep that have a day, over or not, suspended or not.
    public var plainEnd: Day? {
        dates.filter { $0.meaning == .minimum }.map(\.date.day).max()
    }
}
