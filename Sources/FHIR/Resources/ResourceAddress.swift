internal import Foundation

/// What a reference or a fullUrl names (hl7.org/fhir/R4/references.html#literal).
enum ResourceAddress: Hashable, Sendable {
    /// `urn:uuid:…`, `urn:oid:…`: something in the same bundle.
    case urn(String)
    /// `BASE/Type/id`, or `Type/id` with no base.
    case resource(base: String?, type: String, id: String)
    /// `Type?identifier=SYSTEM|VALUE`: whatever has this identifier.
    case identified(type: String, system: String, value: String)
    /// Another address, which leads out of what is known here.
    case other

    /// Reads a reference.
    ///
    /// - Throws: ``FHIRError`` with `unsupported` for a search by something else than one identifier.
    init(_ text: String) throws(FHIRError) {
        if text.hasPrefix("urn:uuid:") || text.hasPrefix("urn:oid:") {
            self = .urn(text)
            return
        }
        if let mark = text.firstIndex(of: "?"), ResourceTypes.all.contains(String(text[..<mark])) {
            self = try Self.search(for: String(text[..<mark]), by: text[text.index(after: mark)...])
            return
        }
        var words = text.prefix { $0 != "#" && $0 != "?" }.split(
            separator: "/",
            omittingEmptySubsequences: false
        )
        if words.count >= 4, words[words.count - 2] == "_history" { words.removeLast(2) }
        guard words.count >= 2, let id = words.popLast(), let type = words.popLast(),
            ResourceTypes.all.contains(String(type)), ResourceWalk.isID(id)
        else {
            self = .other
            return
        }
        let base = words.joined(separator: "/")
        guard words.isEmpty || base.contains("://") else {
            self = .other
            return
        }
        self = .resource(base: base.isEmpty ? nil : base, type: String(type), id: String(id))
    }

    private static func search(for type: String, by query: Substring) throws(FHIRError) -> Self {
        let parameters = query.split(separator: "&", omittingEmptySubsequences: false)
        let words = parameters.first?.split(separator: "=", maxSplits: 1) ?? []
        guard parameters.count == 1, words.count == 2, words[0] == "identifier",
            let text = String(words[1]).removingPercentEncoding, let bar = text.firstIndex(of: "|"),
            bar != text.startIndex, text.index(after: bar) != text.endIndex
        else {
            throw FHIRError(
                .unsupported,
                "a conditional reference is understood by one identifier alone: TYPE?identifier=SYSTEM|VALUE"
            )
        }
        return .identified(
            type: type,
            system: String(text[..<bar]),
            value: String(text[text.index(after: bar)...])
        )
    }
}
