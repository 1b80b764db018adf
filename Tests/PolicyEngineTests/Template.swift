/// A text with places that are left open, of a value that holds such texts.
struct Template {
    let name: String
    let text: String

    /// The names in braces.
    var places: Set<Substring> {
        let pieces = text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
        return Set(pieces.compactMap { $0.split(separator: "}").first })
    }

    /// All texts within a value, by the name of their member.
    static func all(in value: Any) -> [Self] {
        Mirror(reflecting: value).children.flatMap { child in
            if let text = child.value as? String { return [Self(name: child.label ?? "", text: text)] }
            return all(in: child.value)
        }
    }
}
