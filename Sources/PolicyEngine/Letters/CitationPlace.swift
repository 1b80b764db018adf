/// A place in the law, as packs write it, read so that it can be written the way of another language.
///
/// `Art 17(3)(b), 12(4)`, `Art 17(1)(a)-(f), 19`, `§ 12(1) s 2 no 1`, `recital 27`. What is written otherwise is not read.
struct CitationPlace {
    private enum Unit { case article, section, recital }

    private struct Unreadable: Error {}

    private let style: CitationStyle
    private var unit: Unit?

    /// The place in another way of writing; `nil` when it cannot be read or the language has no such unit.
    static func text(_ place: String, in style: CitationStyle) -> String? {
        var reader = Self(style: style)
        let items = place.split(separator: ", ").map(String.init)
        return try? items.map { item throws in try reader.text(item) }.joined(separator: ", ")
    }

    private init(style: CitationStyle) {
        self.style = style
    }

    private mutating func text(_ item: String) throws -> String {
        var rest = item[...]
        let units: [(String, Unit)] = [
            ("Art ", .article), ("art. ", .article), ("§§ ", .section), ("§ ", .section),
            ("recital ", .recital),
        ]
        for (word, named) in units where rest.hasPrefix(word) {
            unit = named
            rest = rest.dropFirst(word.count)
        }
        guard let unit else { throw Unreadable() }
        var text = ""
        if rest.first?.isNumber == true
            || rest.first?.isLetter == true && rest.dropFirst().first?.isNumber == true
        {
            let head = rest.prefix { $0.isNumber || $0.isLetter || ":.-".contains($0) }
            rest = rest.dropFirst(head.count)
            text = try opening(unit).filling(["n": String(head)])
        }
        text += try groups(&rest)
        text += try words(&rest)
        guard rest.isEmpty, !text.isEmpty else { throw Unreadable() }
        return text.first == " " || text.first == "." ? String(text.dropFirst()) : text
    }

    private func opening(_ unit: Unit) throws -> String {
        switch unit {
        case .article: return style.article
        case .recital: return style.recital
        case .section:
            guard let section = style.section else { throw Unreadable() }
            return section
        }
    }

    /// `(3)(b)`, `(1)(a)-(f)`.
    private func groups(_ rest: inout Substring) throws -> String {
        var text = ""
        while rest.first == "(" {
            let name = try group(&rest)
            let template = name.first?.isNumber == true ? style.paragraph : style.point
            guard rest.hasPrefix("-(") else {
                text += template.filling(["n": name])
                continue
            }
            rest = rest.dropFirst()
            text += template.filling(["n": name + style.to + (try group(&rest))])
        }
        return text
    }

    private func group(_ rest: inout Substring) throws -> String {
        guard let end = rest.firstIndex(of: ")") else { throw Unreadable() }
        let name = rest[..<end].dropFirst()
        rest = rest[end...].dropFirst()
        guard !name.isEmpty, name.count <= 3, name.allSatisfy({ $0.isNumber || $0.isLetter }) else {
            throw Unreadable()
        }
        return String(name)
    }

    /// ` s 2 no 1`, ` no 1 b`.
    private func words(_ rest: inout Substring) throws -> String {
        var words = rest.split(separator: " ", omittingEmptySubsequences: true)[...]
        rest = ""
        var text = ""
        while let word = words.popFirst() {
            switch (word, words.first) {
            case ("s", .some(let number)): text += style.sentence.filling(["n": String(number)])
            case ("no", .some(let number)): text += style.number.filling(["n": String(number)])
            case (_, _) where word.count == 1 && !text.isEmpty:
                text += style.point.filling(["n": String(word)])
                continue
            default: throw Unreadable()
            }
            words = words.dropFirst()
        }
        return text
    }
}
