internal import PolicyEngine
internal import VaultCore

/// The codes that say what kind of document a resource is.
enum ResourceCodes {
    private static let systems: [String: ClassTable.System] = [
        "http://loinc.org": .loinc,
        "http://dvmd.de/fhir/CodeSystem/kdl": .kdl,
        "http://ihe-d.de/CodeSystems/IHEXDStypeCode": .xdsType,
        "http://dicom.nema.org/resources/ontology/DCM": .dicomModality,
    ]

    /// Where such codes stand.
    private static let places = [["type"], ["code"], ["modality"], ["series", "modality"]]

    /// The codes of a resource; of a document those of what it begins with.
    static func codes(of resource: Resource) -> [DocumentCode] {
        var codes: [DocumentCode] = []
        let prefixes = resource.type == "Bundle" ? [["entry", "resource"]] : [[]]
        for place in prefixes.flatMap({ prefix in places.map { prefix + $0 } }) {
            for element in resource.references(in: place) {
                // A Coding, or a CodeableConcept of several.
                for coding in element["coding"]?.elements ?? [element] {
                    guard let system = coding["system"]?.string.flatMap({ systems[$0] }),
                        let code = coding["code"]?.string
                    else { continue }
                    codes.append(DocumentCode(system: system, code: code))
                }
            }
            if resource.type == "Bundle", !codes.isEmpty { break }
        }
        return codes
    }
}
