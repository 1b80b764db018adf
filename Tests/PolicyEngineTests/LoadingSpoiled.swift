import PolicyEngine
import Testing

/// A passage of the good rulebook, what stands there instead, and what must be said about it.
struct Spoiled: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let path: String
    /// The place of the problem: the line of this passage in the spoiled file.
    let at: String
    let says: String

    init(_ old: String, _ new: String, in path: String = "packs/de.yaml", at: String? = nil, says: String) {
        (self.old, self.new, self.path, self.says) = (old, new, path, says)
        self.at = at ?? new
    }

    var testDescription: String { says }

    func check() {
        let book = LoadingBook.good.replacing(old, new, in: path)
        let expected = "\(path):\(book.line(of: at, in: path)): \(says)"
        let (rulebook, problems) = book.load()
        #expect(problems.map(\.description).contains(expected), "\(problems.map(\.description))")
        #expect(rulebook == nil)
    }
}
