internal import Synchronization
internal import VaultModel

/// Patients looked up lately, so that storing for one need not ask again who they are.
///
/// Number and id of a patient never change. State and tree may, so whoever relies on a row from here must have the
/// transaction check both.
final class PatientCache: Sendable {
    /// How many patients are kept.
    private static let capacity = 4096

    private let rows = Mutex<[PatientID: PatientRow]>([:])

    /// The row of a patient that was looked up, perhaps outdated.
    func row(of id: PatientID) -> PatientRow? {
        rows.withLock { $0[id] }
    }

    /// Keeps a row; when there is no room, those before it go.
    func keep(_ row: PatientRow) {
        rows.withLock { rows in
            if rows.count >= Self.capacity { rows.removeAll() }
            rows[row.id] = row
        }
    }

    /// Lets go of a patient.
    func forget(_ id: PatientID) {
        rows.withLock { $0[id] = nil }
    }

    /// Lets go of the patient with a number.
    func forget(_ number: PatientNumber) {
        rows.withLock { rows in
            for (id, row) in rows where row.number == number { rows[id] = nil }
        }
    }
}
