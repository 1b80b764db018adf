internal import VaultCore
internal import VaultModel

extension BundleResolution {
    /// What is to be laid over an entry's bytes on the way out: a JSON Patch (RFC 6902) with its id here, and what its
    /// references lead to here.
    ///
    /// - Parameter id: The id here of the entry with an index.
    func overlay(of number: Int, id: (Int) -> String?) throws(FHIRError) -> CanonicalJSON? {
        guard let resource = entries[number].resource, let own = id(number) else { return nil }
        var operations = [Self.operation("add", "/id", own)]
        for link in resource.links {
            guard let text = try replacement(of: link, in: number, id: id), text != link.text else {
                continue
            }
            operations.append(Self.operation("replace", link.pointer, text))
        }
        return .array(operations)
    }

    private func replacement(of link: Link, in number: Int, id: (Int) -> String?) throws(FHIRError) -> String?
    {
        if link.isReference {
            switch try target(of: link.text, from: number) {
            case .entry(let entry)?: return address(of: entry, id: id)
            case .patient(let patient)?: return "Patient/\(patient)"
            case .record(let record)?: return try address(of: record, named: link.text)
            case nil: return nil
            }
        }
        guard link.pointer.hasSuffix("/div") else {
            return index(addressedBy: link, from: number).flatMap { address(of: $0, id: id) }
        }
        return narrative(link.text, id: id)
    }

    /// The address here of an entry.
    private func address(of entry: Int, id: (Int) -> String?) -> String? {
        guard let type = entries[entry].resource?.type, let id = id(entry) else { return nil }
        return "\(type)/\(id)"
    }

    /// The address here of what was stored before: of a patient their own, not that of the record of their Patient.
    private func address(of record: SourcedRecord, named text: String) throws(FHIRError) -> String? {
        switch try ResourceAddress(text) {
        case .resource(_, "Patient", _): return record.patient.map { "Patient/\($0)" }
        case .resource(_, let type, _), .identified(let type, _, _): return "\(type)/\(record.record)"
        case .urn, .other: return nil
        }
    }

    /// A narrative whose links lead to the entries of the bundle (hl7.org/fhir/R4/http.html#trules).
    private func narrative(_ text: String, id: (Int) -> String?) -> String {
        var result = ""
        var rest = text[...]
        while let found = rest.firstRange(of: /(href|src)\s*=\s*["']urn:[^"']*["']/) {
            let attribute = rest[found]
            result += rest[..<found.lowerBound]
            rest = rest[found.upperBound...]
            guard let start = attribute.firstIndex(where: { $0 == "\"" || $0 == "'" }) else { continue }
            let link = String(attribute[attribute.index(after: start)...].dropLast())
            let replacement: String? = index(exactly: link).flatMap { address(of: $0, id: id) }
            result += String(attribute[...start]) + (replacement ?? link) + String(attribute.suffix(1))
        }
        return result + rest
    }

    private static func operation(_ name: String, _ path: String, _ value: String) -> CanonicalJSON {
        .object(["op": .string(name), "path": .string(path), "value": .string(value)])
    }
}
