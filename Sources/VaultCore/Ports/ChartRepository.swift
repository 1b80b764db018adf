public import VaultModel

/// Whole files of patients of one controller, many at a time, and what is due in them.
public protocol ChartRepository: Sendable {
    /// The files of patients, in the order of their numbers.
    func files(of patients: [PatientRow]) async throws -> [PatientFile]

    /// A page of active patients after a number, by number, whose file or rulebook is another one than when the months
    /// of review were counted.
    func stale(under publication: Int32, after number: PatientNumber, limit: Int) async throws -> [PatientRow]

    /// How many patients ``stale(under:after:limit:)`` would list in all.
    func countStale(under publication: Int32) async throws -> Int

    /// Writes the months of review of all versions of a patient, unless the file was changed since it was read.
    ///
    /// Locks nothing for longer than the one statement takes, and does not wait for the disk: what a crash takes away
    /// is counted again.
    /// - Parameter months: The first day of each month, by slot; `nil` where there is nothing to look for.
    /// - Returns: Whether the file was still the same.
    func save(
        _ months: [(slot: Slot, month: Day?)],
        of patient: PatientRow,
        under publication: Int32
    ) async throws -> Bool

    /// A page of active patients after a number, by number, of whom a version is to be looked at in or before a month.
    ///
    /// - Parameter undated: Whether patients count, too, of whom a version has no month at all.
    func due(
        until month: Day,
        undated: Bool,
        after number: PatientNumber,
        limit: Int
    ) async throws -> [PatientRow]

    /// How many versions are to be looked at in or before a month.
    func countDue(until month: Day) async throws -> Int

    /// A page of active patients after a number, by number.
    func patients(after number: PatientNumber, limit: Int) async throws -> [PatientRow]
}
