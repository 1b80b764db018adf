internal import VaultCore
internal import VaultModel

/// Which column of a map says what.
struct ImportColumns {
    let count: Int
    let path: Int
    let patient: Int
    let recordClass: Int?
    let episode: Int?
    let mediaType: Int?
    let fact: Int?
    let source: Int?
    /// Columns that are named like a fact.
    let facts: [(column: Int, name: String)]

    /// Reads the first line of a map.
    ///
    /// - Parameter source: The name of the column with the sender's ids.
    /// - Throws: ``VaultError/Code/invalidInput`` for a column that is not known, named twice or missing.
    init(_ headings: [String], source: String?) throws {
        var columns: [String: Int] = [:]
        for (number, name) in headings.enumerated() {
            guard columns.updateValue(number, forKey: name) == nil else {
                throw VaultError(.invalidInput, "the map names the column \(name.printed) twice")
            }
        }
        count = headings.count
        if let source {
            guard let column = columns.removeValue(forKey: source) else {
                throw VaultError(
                    .invalidInput,
                    "the map has no column \(source.printed), which --source-id names"
                )
            }
            self.source = column
        } else {
            self.source = nil
        }
        guard let path = columns.removeValue(forKey: "path"),
            let patient = columns.removeValue(forKey: "patient")
        else { throw VaultError(.invalidInput, "the map needs the columns path and patient") }
        (self.path, self.patient) = (path, patient)
        recordClass = columns.removeValue(forKey: "class")
        episode = columns.removeValue(forKey: "episode")
        mediaType = columns.removeValue(forKey: "media_type")
        fact = columns.removeValue(forKey: "fact")
        facts = columns.filter { $0.key.contains(".") }.map { (column: $0.value, name: $0.key) }
            .sorted { $0.column < $1.column }
        if let unknown = columns.keys.filter({ !$0.contains(".") }).min() {
            throw VaultError(
                .invalidInput,
                "the map has a column \(unknown.printed) that means nothing here; `lethe help import files` lists them"
            )
        }
    }
}
