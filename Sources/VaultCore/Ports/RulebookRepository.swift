public import VaultModel

/// The published rulebooks of one controller; earlier ones stay, so that decisions can be replayed.
public protocol RulebookRepository: Sendable {
    /// Adds the first rulebook of a controller; one that is there stays as it is.
    func publish(_ rulebook: RulebookRow, at time: Timestamp) async throws

    /// The rulebook that decides on a day: the newest that is active.
    func active(on day: Day) async throws -> RulebookRow?

    /// The rulebooks whose digest begins with hexadecimal digits, whether in force, to come, over or never published;
    /// each with the first day of its newest publication, or `today` without one.
    func rulebooks(beginning digits: String, today: Day) async throws -> [RulebookRow]
}
