internal import VaultModel

/// What the rules are told about a document that is to be imported; the same question has the same answer.
struct ImportQuestion: Hashable {
    /// Class and facts.
    let facts: RecordFacts
    /// When its course of care was completed.
    let completed: Day?
    /// Whether it is the office's, about no patient.
    let isOffice: Bool
}
