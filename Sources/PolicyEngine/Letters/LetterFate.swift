/// What becomes of some records, and which.
struct LetterFate {
    let paragraphs: [LetterParagraph]
    private(set) var count = 0
    private(set) var names: [String] = []

    init(_ paragraphs: [LetterParagraph], _ item: LetterItem) {
        self.paragraphs = paragraphs
        add(item)
    }

    mutating func add(_ item: LetterItem) {
        count += 1
        if let name = item.name?.onOneLine, !name.isEmpty { names.append(name) }
    }
}
