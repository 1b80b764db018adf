internal import VaultCrypto
internal import VaultModel

/// The names that a resource is known by, here and for whoever sent it.
struct ResourceNames: Sendable {
    /// Whose ids are given without an address, such as `https://kis.example/fhir`; `nil` when that was not said.
    let source: String?

    /// The name of a resource by the id that its sender gave it.
    ///
    /// An id alone is no name: another system calls another patient by it.
    func name(type: String, id: String, base: String?) -> String? {
        guard let base = base ?? source else { return nil }
        return "\(base)/\(type)/\(id)"
    }

    /// The name of what has an identifier.
    static func name(type: String, system: String, value: String) -> String {
        "\(type)?identifier=\(system)|\(value)"
    }

    /// The name of a reference to something that is not in the bundle; `nil` when it has none.
    func name(of address: ResourceAddress) -> String? {
        switch address {
        case .urn(let text): text
        case .resource(let base, let type, let id): name(type: type, id: id, base: base)
        case .identified(let type, let system, let value): Self.name(type: type, system: system, value: value)
        case .other: nil
        }
    }

    /// The address of an entry that leads to it from everywhere; `nil` when it has none.
    func address(of entry: BundleEntry) -> String? {
        if let fullURL = entry.fullURL, let address = try? ResourceAddress(fullURL) {
            return name(of: address) ?? fullURL
        }
        guard let resource = entry.resource, let id = resource.id else { return nil }
        return name(type: resource.type, id: id, base: nil)
    }

    /// All names that an entry is stored under.
    ///
    /// - Parameter occurrence: How often the same bytes came before in the same text: what has no name has its bytes.
    func names(of entry: BundleEntry, isOffice: Bool, occurrence: (String) -> Int) -> [String] {
        guard let resource = entry.resource else { return [] }
        var names: [String] = []
        if let address = address(of: entry) { names.append(address) }
        // The id of what is to be created is the server's to give (hl7.org/fhir/R4/http.html#create).
        if entry.method != "POST", let id = resource.id,
            let name = name(type: resource.type, id: id, base: nil), !names.contains(name)
        {
            names.append(name)
        }
        if isOffice {
            names += resource.identifiers.map {
                Self.name(type: resource.type, system: $0.system, value: $0.value)
            }
        }
        if names.isEmpty {
            // RFC 6920 section 3: named by what it is.
            let digest = "ni:///sha-256;" + Base64.encodeURL(SHA256.hash(resource.bytes).bytes)
            let before = occurrence(digest)
            names.append(before == 0 ? digest : "\(digest)#\(before)")
        }
        return Array(Set(names)).sorted()
    }
}
