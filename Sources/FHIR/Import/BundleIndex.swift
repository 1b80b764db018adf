internal import VaultModel

/// Finds the entries of a bundle by what references in it say (hl7.org/fhir/R4/bundle.html#references).
struct BundleIndex: Sendable {
    private let addresses: [String: Int]
    /// By type and id alone; `nil` where there are several.
    private let relative: [String: Int?]
    private let identified: [String: [Int]]
    private let bases: [Int: String]

    init(_ entries: [BundleEntry]) {
        var addresses: [String: Int] = [:]
        var relative: [String: Int?] = [:]
        var identified: [String: [Int]] = [:]
        var bases: [Int: String] = [:]
        for (index, entry) in entries.enumerated() {
            guard let resource = entry.resource else { continue }
            if let fullURL = entry.fullURL {
                addresses[fullURL] = index
                if case .resource(let base?, let type, let id) = try? ResourceAddress(fullURL) {
                    addresses["\(base)/\(type)/\(id)"] = index
                    bases[index] = base
                }
            }
            if let id = resource.id {
                let name = "\(resource.type)/\(id)"
                relative[name] = .some(relative[name] == nil ? index : nil)
            }
            for identifier in resource.identifiers {
                let name = ResourceNames.name(
                    type: resource.type,
                    system: identifier.system,
                    value: identifier.value
                )
                identified[name, default: []].append(index)
            }
        }
        self.addresses = addresses
        self.relative = relative
        self.identified = identified
        self.bases = bases
    }

    /// The entry that an address means in an entry; `nil` when none does, or nobody can tell which.
    func entry(at address: ResourceAddress, from index: Int) -> Int? {
        switch address {
        case .urn(let text): return addresses[text]
        case .resource(let base?, let type, let id): return addresses["\(base)/\(type)/\(id)"]
        case .resource(nil, let type, let id):
            let name = "\(type)/\(id)"
            if let base = bases[index], let found = addresses["\(base)/\(name)"] { return found }
            return relative[name] ?? nil
        case .identified, .other: return nil
        }
    }

    /// The entry that a link leads to by its address.
    func entry(addressedBy link: Link, from index: Int) -> Int? {
        if let found = addresses[link.text] { return found }
        guard let address = try? ResourceAddress(link.text) else { return nil }
        return entry(at: address, from: index)
    }

    /// The entry with exactly this address.
    func entry(exactly address: String) -> Int? { addresses[address] }

    /// The entries that have an identifier.
    func entries(identified name: String) -> [Int] { identified[name] ?? [] }
}
