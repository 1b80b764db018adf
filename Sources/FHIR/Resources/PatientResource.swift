internal import VaultCore
internal import VaultModel

/// Who a Patient says that they are.
enum PatientResource {
    /// The system of identifiers that are addresses (RFC 3986; hl7.org/fhir/R4/identifier-registry.html).
    static let addressSystem = "urn:ietf:rfc:3986"

    /// The identity that a patient is registered with.
    ///
    /// Without an identifier that has a system, the address that the sender gave the resource is one: it leads to this
    /// patient and no other.
    /// - Parameter address: The resource's address, unmistakable everywhere; `nil` when it has none.
    /// - Throws: ``FHIRError`` with `notFHIR` when nothing would find the patient again, or for a death before the birth.
    static func identity(of resource: Resource, at address: String?) throws(FHIRError) -> PatientIdentity {
        var identifiers = resource.identifiers.compactMap {
            PatientIdentifier(system: $0.system, value: $0.value)
        }
        if identifiers.isEmpty, let address,
            let own = PatientIdentifier(system: addressSystem, value: address)
        {
            identifiers = [own]
        }
        guard !identifiers.isEmpty else {
            throw FHIRError(
                .notFHIR,
                "this Patient has no identifier with a system, by which they would be found again; with --source their id is one"
            )
        }
        let identity = PatientIdentity(
            identifiers: identifiers,
            name: name(of: resource),
            birthDate: try day("birthDate", of: resource),
            deathDate: try day("deceasedDateTime", of: resource)
        )
        guard let identity else { throw FHIRError(.notFHIR, "this Patient died before being born") }
        return identity
    }

    /// The name to be found by: the official one, otherwise the first.
    private static func name(of resource: Resource) -> String? {
        let names = resource.references(in: ["name"])
        guard let name = names.first(where: { $0["use"]?.string == "official" }) ?? names.first else {
            return nil
        }
        if let text = name["text"]?.string { return text }
        let words = (name["given"]?.elements ?? []) + (name["family"].map { [$0] } ?? [])
        let text = words.compactMap(\.string).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    /// A day; of a year or a month alone none is made up.
    private static func day(_ element: String, of resource: Resource) throws(FHIRError) -> Day? {
        guard let member = resource.value[element] else { return nil }
        guard let text = member.string, text.wholeMatch(of: /\d{4}(-\d{2}(-\d{2}(T.+)?)?)?/) != nil else {
            throw FHIRError(.notFHIR, "`\(element)` is no date")
        }
        guard text.utf8.count >= 10 else { return nil }
        guard let day = Day(iso8601: String(text.prefix(10))) else {
            throw FHIRError(.notFHIR, "`\(element)` is no date")
        }
        return day
    }
}
