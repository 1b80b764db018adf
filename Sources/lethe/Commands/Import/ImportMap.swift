internal import ArgumentParser
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The lines of a map as documents to be imported.
final class ImportMap {
    /// A line: a document, or why it is none.
    enum Line {
        case item(ImportItem)
        case refused(Int, String)
    }

    private struct Refusal: Error {
        let reason: String
    }

    private let reader: CSVReader
    private let directory: String
    private let source: String
    private let columns: ImportColumns

    /// Reads the headings.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` for a column that is not known, named twice or missing.
    init(_ reader: CSVReader, directory: String, sourceColumn: String?, source: String) throws {
        guard source.isPrintableLine else { throw ValidationError("--source is a name of one line") }
        guard try FileSystem.status(of: directory).kind != .regular else {
            throw ValidationError("the files are in a directory, not in a file")
        }
        guard let headings = try reader.next() else {
            throw VaultError(.invalidInput, "the map is empty; its first line names the columns")
        }
        columns = try ImportColumns(headings, source: sourceColumn)
        self.reader = reader
        self.directory = directory
        self.source = source
    }

    /// Which part of the map has been read, of 1.
    var passed: Double { reader.passed }

    /// The next line; `nil` at the end.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` where the file is no CSV, `FileError`.
    func next() throws -> Line? {
        guard let fields = try reader.next() else { return nil }
        let number = reader.line
        do {
            return .item(try item(number, fields))
        } catch let refusal as Refusal {
            return .refused(number, refusal.reason)
        }
    }

    private func item(_ number: Int, _ fields: [String]) throws -> ImportItem {
        guard fields.count == columns.count else {
            throw Refusal(reason: "it has \(fields.count) fields, the first line \(columns.count)")
        }
        let path = fields[columns.path]
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.hasPrefix("/"), !components.contains(".."), !path.utf8.contains(0) else {
            throw Refusal(reason: "its path does not lie inside the directory")
        }
        let file = ImportedFile(path: directory + "/" + path)
        guard let size = file.size() else { throw Refusal(reason: ImportedFile.unreadable.message) }
        var sources: [String] = []
        if let column = columns.source {
            guard !fields[column].isEmpty else { throw Refusal(reason: "it has no source id") }
            sources = [source + "\u{0}" + fields[column]]
        }
        return ImportItem(
            number: number,
            owner: try owner(fields[columns.patient]),
            intake: Intake(
                source: file,
                name: components.last.map(String.init) ?? path,
                mediaType: columns.mediaType.flatMap { fields[$0].isEmpty ? nil : fields[$0] },
                recordClass: try recordClass(columns.recordClass.map { fields[$0] }),
                facts: try facts(fields),
                episode: try episode(columns.episode.map { fields[$0] })
            ),
            sources: sources,
            size: size
        )
    }

    private func owner(_ text: String) throws -> ImportItem.Owner {
        if let identifier = PatientIdentifier(text) { return .identified(identifier) }
        guard let id = PatientID(text) else {
            throw Refusal(reason: "its patient is neither an id nor an identifier SYSTEM|VALUE")
        }
        return .patient(id)
    }

    private func recordClass(_ text: String?) throws -> RecordClass? {
        guard let text, !text.isEmpty else { return nil }
        guard let recordClass = RecordClass(rawValue: text) else {
            throw Refusal(reason: "there is no class of this name; see `lethe record store --help`")
        }
        return recordClass
    }

    private func episode(_ text: String?) throws -> Int32? {
        guard let text, !text.isEmpty else { return nil }
        guard let number = Int32(text), number > 0 else {
            throw Refusal(reason: "its episode is no number")
        }
        return number
    }

    private func facts(_ fields: [String]) throws -> [String: String] {
        var lines = columns.fact.map { fields[$0].split(separator: ";").map(String.init) } ?? []
        for (column, name) in columns.facts where !fields[column].isEmpty {
            lines.append(name + "=" + fields[column])
        }
        do {
            return try FactArguments(lines).texts
        } catch let error as ValidationError {
            throw Refusal(reason: error.message)
        }
    }
}
