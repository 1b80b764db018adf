/// A bundle that carries resources to be stored one by one.
struct ResourceBundle: Sendable {
    enum Kind: String, Sendable {
        /// All or nothing.
        case transaction
        /// Each by itself.
        case batch
        case collection
        case searchset
    }

    /// An entry, or why it is none.
    typealias Item = Result<BundleEntry, FHIRError>

    let kind: Kind
    let items: [Item]

    /// Reads a bundle.
    ///
    /// - Throws: ``FHIRError`` when it is none of the kinds, or when an address stands in it twice; in a transaction for
    ///   whatever is wrong with an entry.
    init(_ value: JSONValue) throws(FHIRError) {
        _ = try ResourceWalk.id(of: value)
        guard let name = value["type"]?.string else { throw FHIRError(.notFHIR, "this Bundle has no type") }
        guard let kind = Kind(rawValue: name) else {
            throw FHIRError(
                .unsupported,
                "a Bundle of this type carries nothing to be stored: transaction, batch, collection, searchset and document do"
            )
        }
        var items: [Item] = []
        for (index, member) in (value["entry"]?.elements ?? []).enumerated() {
            do throws(FHIRError) {
                let entry = try BundleEntry(member, number: index + 1)
                try Self.requireStorable(entry, in: kind)
                items.append(.success(entry))
            } catch {
                guard kind != .transaction else {
                    throw FHIRError(error.code, "entry \(index + 1): \(error.message)")
                }
                items.append(.failure(error))
            }
        }
        guard !items.isEmpty else { throw FHIRError(.notFHIR, "this Bundle is empty") }
        let addresses = items.compactMap { try? $0.get().fullURL }
        guard Set(addresses).count == addresses.count else {
            throw FHIRError(.notFHIR, "this Bundle has a fullUrl twice")
        }
        self.kind = kind
        self.items = items
    }

    private static func requireStorable(_ entry: BundleEntry, in kind: Kind) throws(FHIRError) {
        if kind == .transaction || kind == .batch {
            guard let method = entry.method else {
                throw FHIRError(.notFHIR, "the entry does not say what is to be done (request.method)")
            }
            guard method == "POST" || method == "PUT" else {
                throw FHIRError(.unsupported, "an import stores; it does not read, change or delete")
            }
        }
        guard let resource = entry.resource else { throw FHIRError(.notFHIR, "the entry has no resource") }
        guard resource.type != "Bundle" || resource.value["type"]?.string == "document" else {
            throw FHIRError(.unsupported, "a Bundle inside a Bundle is stored only when it is a document")
        }
    }
}
