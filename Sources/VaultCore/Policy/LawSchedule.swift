internal import Synchronization
internal import VaultModel

/// The published rulebooks of a controller that decide today or will on a later day, all of them open.
///
/// Which one decides follows from the day alone, so that a day may begin without anything being read again.
final class LawSchedule: Sendable {
    private struct State {
        /// By day, then number; never empty.
        var laws: [Law]
        /// How often something may have been published, and up to which time these laws know.
        var changes = 0
        var known = 0
    }

    private let tables: ControllerTables
    private let shelf: RulebookShelf
    private let state: Mutex<State>

    /// Opens what is published.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when nothing decides on the day, or something cannot be opened.
    init(
        _ tables: ControllerTables,
        _ shelf: RulebookShelf,
        on day: Day
    ) async throws {
        self.tables = tables
        self.shelf = shelf
        state = Mutex(State(laws: try await Self.laws(tables, shelf, on: day)))
    }

    /// The rulebook that decides on a day.
    func law(on day: Day) -> Law {
        state.withLock { state in state.laws.last { $0.activeFrom <= day } ?? state.laws[0] }
    }

    /// Makes the law that a publication would be, so that what cannot decide here is not published.
    ///
    /// - Throws: ``VaultError`` with `unusable`, or `invalidInput` when a fact of the controller does not fit.
    func law(of publication: PublicationRow) async throws -> Law {
        try await Self.law(
            of: publication,
            tables,
            shelf,
            for: tables.patients.controller().jurisdiction
        )
    }

    /// Refuses facts of the controller with which the rules of today or of a later day could not decide.
    ///
    /// - Throws: ``VaultError`` with `invalidInput` naming the fact.
    func check(_ place: Law.Jurisdiction, on day: Day) async throws {
        _ = try await Self.laws(tables, shelf, for: place, on: day)
    }

    /// Says that something may have been published, or stated about the controller.
    func noteChange() {
        state.withLock { $0.changes += 1 }
    }

    /// Reads again what is published and what is stated about the controller, if that may have changed since the last
    /// time.
    func reload(on day: Day) async throws {
        let (changes, known) = state.withLock { ($0.changes, $0.known) }
        guard known < changes else { return }
        let laws = try await Self.laws(tables, shelf, on: day)
        state.withLock { state in
            // Whoever began later has read more.
            guard state.known < changes else { return }
            state.laws = laws
            state.known = changes
        }
    }

    private static func laws(
        _ tables: ControllerTables,
        _ shelf: RulebookShelf,
        for place: Law.Jurisdiction? = nil,
        on day: Day
    ) async throws -> [Law] {
        let place = if let place { place } else { try await tables.patients.controller().jurisdiction }
        let rows = try await tables.rulebooks.published(from: day)
        guard let first = rows.first, first.activeFrom <= day else {
            throw VaultError(.unusable, "no published rulebook is active today; nothing can be decided")
        }
        return try await rows.asyncMap { try await law(of: $0, tables, shelf, for: place) }
    }

    private static func law(
        of row: PublicationRow,
        _ tables: ControllerTables,
        _ shelf: RulebookShelf,
        for place: Law.Jurisdiction
    ) async throws -> Law {
        let open = try await shelf.rulebook(row.digest) {
            try await tables.rulebooks.archive(of: row.digest)
        }
        return try Law(open, row.number, activeFrom: row.activeFrom, for: place)
    }
}
