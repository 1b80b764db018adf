public import VaultModel

/// Key renewals of one controller, and the moves of patients' keys that they are made of.
public protocol KeyRenewalRepository: Sendable {
    /// The renewal that has not ended.
    func unfinished() async throws -> KeyRenewalRow?

    /// The renewal whose old trees are destroyed by a request.
    func renewal(puncture request: RequestID) async throws -> KeyRenewalRow?

    /// Notes that a renewal is wanted.
    ///
    /// - Throws: ``VaultError/Code/conflict`` when another has not ended.
    func begin(_ renewal: KeyRenewalRow) async throws

    /// Notes the new tree; from now on new patients get their keys from it.
    func noteTree(_ tree: TreeNumber, of renewal: RequestID, epoch: Epoch) async throws

    /// Notes the tree that new patients get their keys from.
    func noteNewest(_ tree: TreeNumber) async throws

    /// Notes that every key has moved.
    func noteMoved(_ renewal: RequestID) async throws

    /// Notes that the old trees are destroyed.
    func noteEnded(_ renewal: RequestID, epoch: Epoch, at: Timestamp) async throws

    /// A page of active patients after a number whose keys are in another tree, by number: as many as have about
    /// `limit` keys together, at least one.
    func outside(_ tree: TreeNumber, after number: PatientNumber, limit: Int) async throws -> [PatientRow]

    /// How many patients and keys there are, and how many of them are in another tree.
    ///
    /// The erased do not count, nor does the office as a patient.
    func counts(outside tree: TreeNumber?) async throws -> KeyCounts

    /// Whether anything that lives, the office among it, has its key in another tree.
    func isAnythingOutside(_ tree: TreeNumber) async throws -> Bool

    /// Moves patients to a tree, or the office, in one transaction: locks them, reads what their keys open, page by page,
    /// and writes what `reseal` gives in its place.
    ///
    /// Patients of whom something is closed for reading, or who are in the tree already, are left out.
    /// - Returns: How many patients and keys were moved.
    func move(
        _ patients: [PatientRow],
        to tree: TreeNumber,
        reseal: @escaping @Sendable ([PatientSeals]) throws -> [PatientSeals]
    ) async throws -> KeyCounts
}
