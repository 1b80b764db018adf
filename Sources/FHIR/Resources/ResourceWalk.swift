internal import VaultModel

/// Goes through a resource once: refuses what no resource may have, and notes what leads elsewhere.
struct ResourceWalk {
    private(set) var links: [Link] = []

    /// Elements of the types `uri`, `url`, `oid` and `uuid` that lead to resources of the same bundle.
    private static let addresses: Set = ["url", "uri", "valueUri", "valueUrl", "valueOid", "valueUuid"]

    /// The type that a resource says it has.
    static func type(of value: JSONValue) throws(FHIRError) -> String {
        guard value.kind == .object, let type = value["resourceType"]?.string else {
            throw FHIRError(.notFHIR, "this is no FHIR resource: it has no resourceType")
        }
        guard ResourceTypes.all.contains(type) else {
            throw FHIRError(.notFHIR, "its resourceType is none of FHIR R4")
        }
        return type
    }

    /// The id that a resource has.
    static func id(of value: JSONValue) throws(FHIRError) -> String? {
        guard let member = value["id"] else { return nil }
        guard let id = member.string, isID(id) else {
            throw FHIRError(.notFHIR, "its id is none: 1 to 64 letters, digits, `-` and `.` are")
        }
        return id
    }

    /// Whether a text is an id (hl7.org/fhir/R4/datatypes.html#id).
    static func isID(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e: true
                default: false
                }
            }
    }

    /// Goes through a resource or an element.
    mutating func visit(_ value: JSONValue, at pointer: String, depth: Int) throws(FHIRError) {
        switch value.kind {
        case .object: try visitMembers(of: value, at: pointer, depth: depth)
        case .array:
            let elements = value.elements
            guard !elements.isEmpty else { throw Self.fault(at: pointer, "is an empty list") }
            for (number, element) in elements.enumerated() where element.kind != .null {
                guard element.kind != .array else { throw Self.fault(at: pointer, "is a list of lists") }
                try visit(element, at: "\(pointer)/\(number)", depth: depth)
            }
        case .null: throw Self.fault(at: pointer, "is null")
        case .string, .number, .yes, .no: break
        }
    }

    private mutating func visitMembers(of value: JSONValue, at pointer: String, depth: Int) throws(FHIRError)
    {
        let members = value.members
        guard !members.isEmpty else { throw Self.fault(at: pointer, "is empty") }
        if !pointer.isEmpty, members.contains(where: { $0.name == "resourceType" }) {
            _ = try Self.type(of: value)
            _ = try Self.id(of: value)
        }
        for (name, member) in members {
            let place = pointer + "/" + Self.escaped(name)
            if let text = member.string {
                try visit(text, of: name, in: value, at: place)
            } else {
                try visit(member, at: place, depth: depth + 1)
            }
        }
        try refuseDoubledIDs(in: value, at: pointer)
    }

    private mutating func visit(_ text: String, of name: String, in value: JSONValue, at place: String)
        throws(FHIRError)
    {
        switch name {
        case "reference" where !text.hasPrefix("#"):
            links.append(Link(pointer: place, text: text, isReference: true))
        case "div" where text.contains("urn:"):
            links.append(Link(pointer: place, text: text, isReference: false))
        case _ where Self.addresses.contains(name) && (text.contains(":") || text.hasPrefix("Binary/")):
            links.append(Link(pointer: place, text: text, isReference: false))
        case "data" where Self.holdsBase64(value), "valueBase64Binary":
            guard Self.isBase64(text) else { throw Self.fault(at: place, "is no base64") }
        default: break
        }
    }

    /// Attachment, Binary and Signature have base64 as `data`; SampledData has not.
    private static func holdsBase64(_ value: JSONValue) -> Bool {
        value["origin"] == nil
            && (value["contentType"] != nil || value["sigFormat"] != nil || value["who"] != nil
                || value["resourceType"]?.string == "Binary" || value["url"] != nil || value["title"] != nil)
    }

    /// White space may stand in it (hl7.org/fhir/R4/datatypes.html#base64Binary).
    private static func isBase64(_ text: String) -> Bool {
        Base64.decode(String(text.unicodeScalars.filter { !$0.properties.isWhitespace })) != nil
    }

    /// What a resource contains is told apart by its ids.
    private func refuseDoubledIDs(in value: JSONValue, at pointer: String) throws(FHIRError) {
        guard let contained = value["contained"] else { return }
        let ids = contained.elements.compactMap { $0["id"]?.string }
        guard Set(ids).count == ids.count else {
            throw Self.fault(at: pointer + "/contained", "has an id twice")
        }
    }

    /// An element's name in a JSON Pointer (RFC 6901 section 3).
    private static func escaped(_ name: String) -> String {
        guard name.contains(where: { $0 == "~" || $0 == "/" }) else { return name }
        return name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }

    /// A fault with its place, which holds the names of elements and no content.
    private static func fault(at pointer: String, _ words: String) -> FHIRError {
        let names = pointer.split(separator: "/").filter { Int($0) == nil }
        let place = names.isEmpty ? "the resource" : "`\(names.joined(separator: "."))`"
        let isPlain = names.allSatisfy { $0.utf8.count <= 40 && $0.allSatisfy { $0.isLetter || $0 == "_" } }
        return FHIRError(.notFHIR, isPlain ? "\(place) \(words)" : "an element \(words)")
    }
}
