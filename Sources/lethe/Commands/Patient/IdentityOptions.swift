internal import ArgumentParser
internal import VaultCore
internal import VaultModel

/// A person's name and dates.
struct IdentityOptions: ParsableArguments {
    @Option(help: "The full name.")
    var name: String?

    @Option(help: "The date of birth (YYYY-MM-DD).")
    var birthDate: Day?

    @Option(name: .customLong("death"), help: "The date of death (YYYY-MM-DD).")
    var deathDate: Day?

    /// Who that is, with the identifiers that were named.
    func identity(_ identifiers: [PatientIdentifier]) throws -> PatientIdentity {
        let identity = PatientIdentity(
            identifiers: identifiers,
            name: name,
            birthDate: birthDate,
            deathDate: deathDate
        )
        guard let identity else {
            throw ValidationError(
                "a patient needs at least one --identifier SYSTEM|VALUE, and a --death not before --birth-date"
            )
        }
        return identity
    }
}
