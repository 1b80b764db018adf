/// One entry of a bundle, or a resource that stands alone.
struct BundleEntry: Sendable {
    /// Its place, from 1 on.
    let number: Int
    /// The address that it has in the bundle.
    let fullURL: String?
    /// The resource; `nil` when the entry has none.
    let resource: Resource?
    /// What the sender wants done with it, in a batch or transaction.
    let method: String?
    /// `If-None-Exist`: not to be created where a search finds one.
    let ifNoneExist: String?

    /// Reads an entry.
    ///
    /// - Throws: ``FHIRError`` with `notFHIR` or `unsupported`.
    init(_ value: JSONValue, number: Int) throws(FHIRError) {
        guard value.kind == .object else { throw FHIRError(.notFHIR, "an entry of the bundle is no object") }
        fullURL = try value["fullUrl"].map { member throws(FHIRError) in
            guard let text = member.string, text.contains(":") else {
                throw FHIRError(.notFHIR, "a fullUrl is no absolute address")
            }
            return text
        }
        method = value["request"]?["method"]?.string
        ifNoneExist = value["request"]?["ifNoneExist"]?.string
        resource = try value["resource"].map { member throws(FHIRError) in try Resource(member) }
        self.number = number
        try requireAgreement()
    }

    /// Makes the entry of a resource that stands alone.
    init(alone resource: Resource, number: Int) {
        self.number = number
        self.resource = resource
        fullURL = nil
        method = nil
        ifNoneExist = nil
    }

    /// An address of a server must end as the resource says (hl7.org/fhir/R4/bundle.html, bdl-8 and fullUrl).
    private func requireAgreement() throws(FHIRError) {
        guard let fullURL, let resource, let id = resource.id,
            case .resource(_, let type, let named) = try ResourceAddress(fullURL)
        else { return }
        guard type == resource.type, named == id else {
            throw FHIRError(.notFHIR, "a fullUrl names another resource than the one that stands there")
        }
    }
}
