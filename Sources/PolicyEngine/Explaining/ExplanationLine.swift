/// A line of an explanation.
public struct ExplanationLine: Hashable, Sendable {
    /// Its pieces in order; neighbours differ in their language or in where they lead.
    public let runs: [MarkedText]

    /// The line without the marks; addresses stand behind what leads to them.
    public var text: String {
        runs.map { run in run.text + (run.address.map { " <\($0)>" } ?? "") }.joined()
    }

    init(_ runs: [MarkedText]) {
        self.runs = runs.reduce(into: []) { joined, run in
            guard !run.text.isEmpty else { return }
            if let last = joined.last, last.language == run.language, last.address == nil, run.address == nil
            {
                joined[joined.count - 1] = MarkedText(last.text + run.text, language: run.language)
            } else {
                joined.append(run)
            }
        }
    }

    init(_ text: String, _ language: Language) {
        self.init([MarkedText(text, language: language.rawValue)])
    }

    /// Text of the engine or the vocabulary, which both speak English.
    static func english(_ text: String) -> Self { Self(text, .english) }

    /// A template of a language with lines for its names in braces.
    init(_ template: String, _ language: Language, _ values: [String: Self]) {
        var runs: [MarkedText] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            runs.append(MarkedText(String(rest[..<open]), language: language.rawValue))
            runs += values[String(rest[rest.index(after: open)..<close])]?.runs ?? []
            rest = rest[rest.index(after: close)...]
        }
        self.init(runs + [MarkedText(String(rest), language: language.rawValue)])
    }

    static func + (one: Self, other: Self) -> Self { Self(one.runs + other.runs) }
}

extension [ExplanationLine] {
    /// One line of several.
    func joined(separator: ExplanationLine) -> ExplanationLine {
        ExplanationLine(enumerated().flatMap { $0 == 0 ? $1.runs : separator.runs + $1.runs })
    }
}
