internal import VaultModel

extension CanonicalJSON {
    /// A list of texts.
    static func texts(_ texts: [String]) -> CanonicalJSON {
        .array(texts.map { .string($0) })
    }

    /// Texts by name, when this is an object of nothing else.
    var textsByName: [String: String]? {
        guard let members = objectValue else { return nil }
        let texts = members.compactMapValues(\.stringValue)
        return texts.count == members.count ? texts : nil
    }
}
