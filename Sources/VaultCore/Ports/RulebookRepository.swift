public import VaultModel

/// The published rulebooks of one controller; earlier ones stay, so that decisions can be replayed.
public protocol RulebookRepository: Sendable {
    /// Adds a rulebook; one with the same digest stays as it is.
    func publish(_ rulebook: RulebookRow) async throws

    /// The rulebook that decides on a day: the newest that is active.
    func active(on day: Day) async throws -> RulebookRow?
}
