public import VaultModel

/// What is to be corrected of who a patient is; what it does not name stays as it is.
public struct IdentityCorrection: Sendable {
    /// What can be taken away without another value.
    public enum Detail: String, CaseIterable, Sendable {
        /// The full name.
        case name
        /// The date of birth.
        case birthDate = "birth-date"
        /// The date of death.
        case death
    }

    private let identifiers: [PatientIdentifier]
    private let withoutIdentifiers: [PatientIdentifier]
    private let name: String?
    private let birthDate: Day?
    private let deathDate: Day?
    private let without: Set<Detail>

    /// Makes a correction.
    ///
    /// - Parameters:
    ///   - identifiers: Each takes the place of those that the patient has of the same system.
    ///   - withoutIdentifiers: Those that are taken away; the patient must have each.
    ///   - without: What is taken away.
    /// - Throws: ``VaultError/Code/invalidInput`` when it names nothing, or gives and takes the same.
    public init(
        identifiers: [PatientIdentifier] = [],
        withoutIdentifiers: [PatientIdentifier] = [],
        name: String? = nil,
        birthDate: Day? = nil,
        deathDate: Day? = nil,
        without: Set<Detail> = []
    ) throws {
        let given: [(Detail, Bool)] = [
            (.name, name != nil), (.birthDate, birthDate != nil), (.death, deathDate != nil),
        ]
        guard
            !identifiers.isEmpty || !withoutIdentifiers.isEmpty || !without.isEmpty
                || given.contains(where: \.1)
        else { throw VaultError(.invalidInput, "name what is to be corrected, such as --name") }
        if let twice = given.first(where: { $0.1 && without.contains($0.0) })?.0 {
            throw VaultError(
                .invalidInput,
                "\(twice.rawValue) is given and taken away; say one of them"
            )
        }
        self.identifiers = identifiers
        self.withoutIdentifiers = withoutIdentifiers
        self.name = name
        self.birthDate = birthDate
        self.deathDate = deathDate
        self.without = without
    }

    /// Who the patient is when this is corrected.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` when that is nobody.
    func applied(to identity: PatientIdentity) throws -> PatientIdentity {
        for gone in withoutIdentifiers where !identity.identifiers.contains(where: { $0.isSame(as: gone) }) {
            throw VaultError(
                .invalidInput,
                "an identifier is to be taken away that the patient does not have; see `lethe patient show`"
            )
        }
        let kept = identity.identifiers.filter { old in
            !withoutIdentifiers.contains { $0.isSame(as: old) }
                && !identifiers.contains { $0.isOfSameSystem(as: old) }
        }
        let corrected = PatientIdentity(
            identifiers: kept + identifiers,
            name: without.contains(.name) ? nil : name ?? identity.name,
            birthDate: without.contains(.birthDate) ? nil : birthDate ?? identity.birthDate,
            deathDate: without.contains(.death) ? nil : deathDate ?? identity.deathDate
        )
        guard let corrected else {
            throw VaultError(
                .invalidInput,
                "a patient keeps at least one identifier, and does not die before the birth"
            )
        }
        return corrected
    }

    /// The facts of the identity record when this is corrected.
    ///
    /// What was stated later stands before what is registered, so that it must go when that is corrected.
    func applied(to facts: RecordFacts) -> RecordFacts {
        var taken: [String: String] = [:]
        if birthDate != nil || without.contains(.birthDate) { taken["subject.birth"] = "" }
        if deathDate != nil || without.contains(.death) { taken["subject.death"] = "" }
        return facts.stating(nil, taken)
    }
}
