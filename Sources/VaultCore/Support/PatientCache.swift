internal import Synchronization
internal import VaultModel

/// Patients looked up lately, so that storing for one need not ask again who they are, nor reading what is known about
/// the person.
///
/// Number and id of a patient never change. State and tree may, so whoever relies on a row from here must have the
/// transaction check both. What is known about a person counts only for the serial it was read at.
final class PatientCache: Sendable {
    private struct State {
        var rows: [PatientID: PatientRow] = [:]
        var persons: [PatientNumber: Person] = [:]
        /// Counts who was let go, so that what was read before is not kept after.
        var departures: UInt64 = 0
    }

    /// How many patients are kept.
    private static let capacity = 4096

    private let state = Mutex(State())

    /// The row of a patient that was looked up, perhaps outdated.
    func row(of id: PatientID) -> PatientRow? {
        state.withLock { $0.rows[id] }
    }

    /// Keeps a row; when there is no room, those before it go.
    func keep(_ row: PatientRow) {
        state.withLock { state in
            if state.rows.count >= Self.capacity { state.rows.removeAll() }
            state.rows[row.id] = row
        }
    }

    /// What is known about a person, when their file has not changed since, nor the rules, nor what is stated about the
    /// controller.
    func person(_ patient: PatientRow, under law: Law) -> Person? {
        guard let person = state.withLock({ $0.persons[patient.number] }),
            person.serial == patient.serial, person.law.publication == law.publication,
            person.law.house == law.house
        else { return nil }
        return person
    }

    /// Reads what is known about a person and keeps it, unless somebody was let go meanwhile.
    func keepingPerson(_ patient: PatientNumber, _ read: () async throws -> Person) async rethrows -> Person {
        let departures = state.withLock(\.departures)
        let person = try await read()
        state.withLock { state in
            guard state.departures == departures else { return }
            if state.persons.count >= Self.capacity { state.persons.removeAll() }
            state.persons[patient] = person
        }
        return person
    }

    /// Lets go of a patient.
    func forget(_ id: PatientID) {
        state.withLock { state in
            state.departures += 1
            if let row = state.rows.removeValue(forKey: id) { state.persons[row.number] = nil }
        }
    }

    /// Lets go of the patient with a number.
    func forget(_ number: PatientNumber) {
        state.withLock { state in
            state.departures += 1
            state.persons[number] = nil
            for (id, row) in state.rows where row.number == number { state.rows[id] = nil }
        }
    }
}
