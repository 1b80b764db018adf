internal import VaultCore
internal import VaultModel

/// What the vault knows of the names that a bundle uses for what is not in it.
struct KnownNames: Sendable {
    /// Records by an id that a sender gave them.
    var records: [String: SourcedRecord] = [:]
    /// Active patients by a strong identifier.
    var patients: [PatientIdentifier: [PatientID]] = [:]

    /// The names to look up.
    struct Wanted: Sendable {
        var names: Set<String> = []
        var identifiers: Set<PatientIdentifier> = []
    }
}
