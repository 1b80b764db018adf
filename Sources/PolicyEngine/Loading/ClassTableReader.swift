/// Reads `classes.yaml`: per system, a class and its codes.
enum ClassTableReader {
    /// The fact whose values are the classes.
    static let fact = "record.class"

    static func read(_ root: PolicyNode, _ lexicon: Lexicon?, _ reader: PolicyReader) -> ClassTable {
        let systems = ClassTable.System.allCases
        guard
            let fields = reader.fields(
                root,
                of: "the class table",
                known: ["format"] + systems.map(\.rawValue)
            )
        else { return ClassTable([:]) }
        var table: [ClassTable.System: [String: String]] = [:]
        for system in systems {
            let name = system.rawValue
            for entry in fields[name].flatMap({ reader.entries($0, of: "`\(name)`") }) ?? [] {
                if let lexicon { check(entry, lexicon, reader) }
                for (code, line) in reader.texts(entry.value, of: "the codes of \(quoted(entry.key))") {
                    if let other = table[system]?[code] {
                        reader.problem(
                            line,
                            "The code \(quoted(code)) is already given to \(quoted(other))",
                            mend: "Decide for one class."
                        )
                        continue
                    }
                    table[system, default: [:]][code] = entry.key
                }
            }
        }
        return ClassTable(table)
    }

    private static func check(_ entry: PolicyEntry, _ lexicon: Lexicon, _ reader: PolicyReader) {
        let name = Self.fact
        guard let classes = lexicon.words(of: name) else {
            _ = lexicon.fact(name, line: entry.line, reader)
            return
        }
        guard !classes.contains(entry.key) else { return }
        reader.problem(
            entry.line,
            "\(quoted(entry.key)) is not a class of records",
            mend: Spelling.advice(for: entry.key, known: classes)
        )
    }
}
