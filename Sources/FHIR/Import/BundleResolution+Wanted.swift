internal import VaultCore

extension BundleResolution {
    /// The names and identifiers to look up before anything can be said.
    static func wanted(by entries: [BundleEntry], _ names: ResourceNames) -> KnownNames.Wanted {
        var wanted = KnownNames.Wanted()
        let index = BundleIndex(entries)
        for (number, entry) in entries.enumerated() {
            guard let resource = entry.resource else { continue }
            for link in resource.links where link.isReference {
                guard let address = try? ResourceAddress(link.text) else { continue }
                if case .identified("Patient", let system, let value) = address {
                    if let identifier = PatientIdentifier(system: system, value: value) {
                        wanted.identifiers.insert(identifier)
                    }
                } else if index.entry(at: address, from: number) == nil, let name = names.name(of: address) {
                    wanted.names.insert(name)
                }
            }
            for element in resource.owners where element["reference"] == nil {
                if let identifier = PatientIdentifier(
                    system: element["identifier"]?["system"]?.string ?? "",
                    value: element["identifier"]?["value"]?.string ?? ""
                ) {
                    wanted.identifiers.insert(identifier)
                }
            }
        }
        return wanted
    }
}
