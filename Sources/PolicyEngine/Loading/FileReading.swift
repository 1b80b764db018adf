internal import Dispatch
internal import Synchronization
internal import VaultModel

/// What came of one file of a rulebook, as far as no other file matters to it but the vocabulary.
struct FileReading: Sendable {
    /// A country whose holidays could be read.
    struct Country: Sendable {
        /// The country, ISO 3166-1.
        let id: String
        /// The file it stands in.
        let file: String
        /// Its calendar and those of its regions.
        let calendars: [HolidayCalendar]
    }

    /// What the file holds; where something is wrong with it, what could be read all the same.
    enum Content: Sendable {
        case vocabulary(Lexicon)
        case classes(ClassTable)
        case adequacy([AdequacyDecision])
        case calendar(Country)
        /// A pack, or a house schedule, which is one.
        case pack(ReadPack)
        /// Tests are read when the packs are known.
        case tests(PolicyNode)
        case nothing
    }

    /// The path of the file.
    let path: String
    /// What it holds.
    let content: Content
    /// What is wrong with it.
    let problems: [Problem]

    /// Reads files side by side; the result, in the order of the paths, does not depend on who is quicker.
    ///
    /// The vocabulary comes first and the largest files next. Who needs the vocabulary waits for it; it waits for nobody.
    static func read(_ files: [(part: RulebookPart, file: RulebookFile)]) -> [Self] {
        let sorted = files.sorted { one, other in
            if (one.part == .vocabulary) != (other.part == .vocabulary) { return one.part == .vocabulary }
            return (other.file.bytes.count, one.file.path) < (one.file.bytes.count, other.file.path)
        }
        let readings = Mutex<[Self]>([])
        let lexicon = Mutex<Lexicon?>(nil)
        let vocabulary = DispatchGroup()
        if sorted.first?.part == .vocabulary { vocabulary.enter() }
        DispatchQueue.concurrentPerform(iterations: sorted.count) { index in
            let (part, file) = sorted[index]
            let log = ProblemLog()
            let root = nodes(of: file, part, log)
            if part != .vocabulary { vocabulary.wait() }
            let read = root.map {
                content(of: $0, part, lexicon.withLock { $0 }, PolicyReader(file: file.path, log: log))
            }
            if part == .vocabulary {
                if case .vocabulary(let words)? = read { lexicon.withLock { $0 = words } }
                vocabulary.leave()
            }
            let reading = Self(path: file.path, content: read ?? .nothing, problems: log.problems)
            readings.withLock { $0.append(reading) }
        }
        return readings.withLock { $0 }.sorted { $0.path < $1.path }
    }

    /// The nodes of a file that begins with its format; `nil` when it cannot be read.
    private static func nodes(of file: RulebookFile, _ part: RulebookPart, _ log: ProblemLog) -> PolicyNode? {
        guard let root = PolicyYAML.read(file, log: log) else { return nil }
        let reader = PolicyReader(file: file.path, log: log)
        guard let entries = reader.entries(root, of: "the file") else { return nil }
        guard let entry = entries.first(where: { $0.key == "format" }) else {
            reader.problem(
                root.line,
                "The file has no `format`",
                mend: "Begin it with format: \(part.format)."
            )
            return root
        }
        guard let format = reader.text(entry.value, of: "`format`") else { return root }
        guard format == part.format else {
            reader.problem(
                entry.line,
                "The format \(quoted(format)) does not belong into this file",
                mend: "Write format: \(part.format)."
            )
            return nil
        }
        return root
    }

    private static func content(
        of root: PolicyNode,
        _ part: RulebookPart,
        _ lexicon: Lexicon?,
        _ reader: PolicyReader
    ) -> Content {
        switch part {
        case .vocabulary: return VocabularyReader.read(root, reader).map { .vocabulary($0) } ?? .nothing
        case .classes: return .classes(ClassTableReader.read(root, lexicon, reader))
        case .adequacy: return .adequacy(AdequacyReader.read(root, lexicon, reader))
        case .calendar:
            guard let holidays = CalendarReader.read(root, lexicon, reader) else { return .nothing }
            return .calendar(
                Country(id: holidays.country, file: reader.file, calendars: holidays.calendars)
            )
        case .pack: return lexicon.flatMap { PackReader.read(root, $0, reader) }.map { .pack($0) } ?? .nothing
        case .house:
            return lexicon.flatMap { HouseScheduleReader.read(root, $0, reader) }.map { .pack($0) }
                ?? .nothing
        case .tests: return .tests(root)
        }
    }
}
