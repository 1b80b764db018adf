/// A mapping whose keys were looked at; gives its values by key.
struct FieldSet {
    /// Where problems go.
    let reader: PolicyReader
    /// The line on which it begins.
    let line: Int
    /// What it is, for messages: "the rule `de.retain.core`".
    let what: String
    private let entries: [PolicyEntry]

    init(reader: PolicyReader, line: Int, what: String, entries: [PolicyEntry]) {
        self.reader = reader
        self.line = line
        self.what = what
        self.entries = entries
    }

    /// The same, under another name.
    func named(_ name: String) -> Self {
        Self(reader: reader, line: line, what: name, entries: entries)
    }

    /// Whether a key is there, with or without a value.
    func has(_ key: String) -> Bool { entry(key) != nil }

    /// The line of a key, or of the mapping.
    func line(of key: String) -> Int { entry(key)?.line ?? line }

    /// The value of a key that may be missing; a key without a value is a problem.
    subscript(_ key: String) -> PolicyNode? {
        guard let entry = entry(key) else { return nil }
        if case .nothing = entry.value.content {
            reader.problem(
                entry.line,
                "The key \(quoted(key)) of \(what) has no value",
                mend: "Write the value, or remove the key."
            )
            return nil
        }
        return entry.value
    }

    /// The value of a key that must be there.
    func required(_ key: String, mend: @autoclosure () -> String) -> PolicyNode? {
        guard has(key) else {
            reader.problem(line, "\(capitalised(what)) has no \(quoted(key))", mend: mend())
            return nil
        }
        return self[key]
    }

    /// Refuses keys that do not fit the rest.
    func refuse(_ keys: [String], because reason: String, mend: String) {
        for key in keys where has(key) {
            reader.problem(line(of: key), "\(quoted(key)) does not fit here: \(reason)", mend: mend)
        }
    }

    private func entry(_ key: String) -> PolicyEntry? { entries.first { $0.key == key } }
}
