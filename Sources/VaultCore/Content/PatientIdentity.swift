public import VaultModel

/// Who a patient is.
///
/// Stored as a record of class identity in the shape of a FHIR R4 Patient.
public struct PatientIdentity: Hashable, Sendable {
    /// Strong identifiers, at least one.
    public let identifiers: [PatientIdentifier]
    /// The full name as written.
    public let name: String?
    /// The date of birth.
    public let birthDate: Day?
    /// The date of death.
    public let deathDate: Day?

    /// Makes an identity with at least one identifier; without one, or with a death before the birth, it is `nil`.
    public init?(identifiers: [PatientIdentifier], name: String?, birthDate: Day?, deathDate: Day? = nil) {
        guard !identifiers.isEmpty else { return nil }
        if let birthDate, let deathDate, deathDate < birthDate { return nil }
        self.identifiers = identifiers
        self.name = name
        self.birthDate = birthDate
        self.deathDate = deathDate
    }

    /// The FHIR Patient, as bytes.
    var resource: [UInt8] {
        var members: [String: CanonicalJSON] = [
            "identifier": .array(
                identifiers.map { .object(["system": .string($0.system), "value": .string($0.value)]) }
            ),
            "resourceType": .string("Patient"),
        ]
        if let name { members["name"] = .array([.object(["text": .string(name)])]) }
        if let birthDate { members["birthDate"] = .string(birthDate.description) }
        if let deathDate { members["deceasedDateTime"] = .string(deathDate.description) }
        return CanonicalJSON.object(members).encoded
    }

    /// The same as what is stored.
    var intake: Intake {
        Intake(
            source: BytesSource(resource),
            name: "Patient.json",
            mediaType: "application/fhir+json",
            facts: nil
        )
    }

    /// Reads the FHIR Patient that ``resource`` wrote.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else.
    init(resource: [UInt8]) throws {
        guard let json = try? CanonicalJSON(decoding: resource),
            json["resourceType"]?.stringValue == "Patient",
            let identity = Self(
                identifiers: (json["identifier"]?.arrayValue ?? []).compactMap {
                    PatientIdentifier(
                        system: $0["system"]?.stringValue ?? "",
                        value: $0["value"]?.stringValue ?? ""
                    )
                },
                name: json["name"]?.arrayValue?.first?["text"]?.stringValue,
                birthDate: json["birthDate"]?.stringValue.flatMap(Day.init(iso8601:)),
                deathDate: json["deceasedDateTime"]?.stringValue.flatMap(Day.init(iso8601:))
            )
        else { throw VaultError(.damaged, "an identity record has an unknown form") }
        self = identity
    }

    /// What tokens are made from: every identifier, and name with birth date when both are known.
    var searchTerms: [SearchTerm] {
        var terms = identifiers.map(\.searchTerm)
        if let name, let birthDate {
            let text = PatientIdentifier.normalised(name) + "\u{0}" + birthDate.description
            terms.append(SearchTerm(kind: .demographic, text: text))
        }
        return Array(Set(terms))
    }
}
