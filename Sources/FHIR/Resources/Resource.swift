internal import VaultModel

/// A resource of FHIR R4 as it came, with what was found in it.
///
/// Checked is what every resource must keep to (hl7.org/fhir/R4/json.html, resource.html, datatypes.html): a type of R4, ids
/// of the right form, nothing empty, base64 that is some. Elements and profiles are not checked: the vault keeps what
/// was sent, and is no validator.
struct Resource: Sendable {
    /// Its type.
    let type: String
    /// The id that the sender gave it.
    let id: String?
    /// The resource itself.
    let value: JSONValue
    /// All that leads to other resources, in its order.
    let links: [Link]

    /// Reads a resource.
    ///
    /// - Throws: ``FHIRError`` with `notFHIR`, naming the element.
    init(_ value: JSONValue) throws(FHIRError) {
        var walk = ResourceWalk()
        type = try ResourceWalk.type(of: value)
        id = try ResourceWalk.id(of: value)
        try walk.visit(value, at: "", depth: 0)
        self.value = value
        links = walk.links
    }

    /// The bytes as they came.
    var bytes: [UInt8] { Array(value.bytes) }

    /// The references in an element, by the path of its names.
    func references(in path: [String]) -> [JSONValue] {
        var values = [value]
        for name in path { values = values.flatMap { $0[name]?.each ?? [] } }
        return values
    }

    /// The elements that say whose it is.
    var owners: [JSONValue] {
        let paths = ResourceTypes.ownerElements[type] ?? [["subject"], ["patient"]]
        return paths.flatMap { references(in: $0) }
    }

    /// The identifiers that have a system and a value, as a search for them names both.
    var identifiers: [(system: String, value: String)] {
        references(in: ["identifier"]).compactMap { identifier in
            guard let system = identifier["system"]?.string, let value = identifier["value"]?.string,
                !system.isEmpty, !value.isEmpty
            else { return nil }
            return (system, value)
        }
    }
}
