public import VaultModel

/// Kept decisions of one controller.
public protocol DecisionRepository: Sendable {
    /// Keeps decisions at versions of one patient, in one statement.
    ///
    /// - Throws: ``VaultError/Code/closed`` when one of the versions, its record or the patient is being erased, or gone:
    ///   nothing may be kept that an erasure would no longer find.
    func keep(_ rows: [DecisionRow]) async throws

    /// The decision of an id.
    func decision(_ id: DecisionID) async throws -> DecisionRow?

    /// The decisions kept at slots, by slot and day.
    func decisions(at slots: [Slot]) async throws -> [DecisionRow]

    /// A page of all decisions after one, by slot and id.
    func decisions(after last: DecisionRow?, limit: Int) async throws -> [DecisionRow]
}
