/// Makes a rulebook of its files, or says everything that is wrong with them.
///
/// It reads nothing but the bytes it is given; the result does not depend on the order of the files.
public struct RulebookLoader {
    /// What a file is, by its path.
    private enum Part: CaseIterable {
        case vocabulary
        case classes
        case adequacy
        case calendar
        case pack
        case tests

        var format: String {
            switch self {
            case .vocabulary: "lethe.vocabulary.v1"
            case .classes: "lethe.classes.v1"
            case .adequacy: "lethe.adequacy.v1"
            case .calendar: "lethe.calendar.v1"
            case .pack: "lethe.pack.v1"
            case .tests: "lethe.policy-tests.v1"
            }
        }

        init?(path: String) {
            switch path {
            case "vocabulary.yaml": self = .vocabulary
            case "classes.yaml": self = .classes
            case "adequacy.yaml": self = .adequacy
            default:
                let folders = path.split(separator: "/", omittingEmptySubsequences: false)
                guard folders.count == 2, path.hasSuffix(".yaml") else { return nil }
                switch folders[0] {
                case "calendars": self = .calendar
                case "packs": self = .pack
                case "tests": self = .tests
                default: return nil
                }
            }
        }
    }

    private typealias Parsed = (root: PolicyNode, reader: PolicyReader)
    private typealias Readings = [String: PolicyYAML.Reading]

    private let log = ProblemLog()
    private let files: [RulebookFile]
    private let includesTests: Bool

    private init(_ files: [RulebookFile], includesTests: Bool) {
        self.files = files
        self.includesTests = includesTests
    }

    /// Reads and checks the files of a rulebook.
    ///
    /// - Returns: the rulebook when nothing is wrong, and else every problem that was found, in the order of the files.
    public static func load(_ files: [RulebookFile]) -> (rulebook: Rulebook?, problems: [Problem]) {
        Self(files, includesTests: true).load()
    }

    /// Reads the files of a rulebook that was published, whose tests were run then: they are not read again.
    ///
    /// The rest is checked as ``load(_:)`` does. The packs of the rulebook have no tests.
    public static func open(_ files: [RulebookFile]) -> (rulebook: Rulebook?, problems: [Problem]) {
        Self(files, includesTests: false).load()
    }

    private func load() -> (rulebook: Rulebook?, problems: [Problem]) {
        guard let parts = sortedParts() else { return (nil, log.sorted) }
        let rulebook = assemble(parts)
        let problems = log.sorted
        return (problems.isEmpty ? rulebook : nil, problems)
    }

    // MARK: Files

    /// The files by what they are, and complaints about those that are nothing or not there.
    private func sortedParts() -> [Part: [RulebookFile]]? {
        let total = files.reduce(0) { $0 + $1.bytes.count }
        guard files.count <= RulebookLimits.files, total <= RulebookLimits.totalBytes else {
            log.add(
                SourcePlace(file: "vocabulary.yaml", line: 1),
                "The rulebook has \(files.count) files with \(total) bytes, which is more than can be read",
                mend: "Look at what has come among them."
            )
            return nil
        }
        var parts: [Part: [RulebookFile]] = [:]
        var seen: Set<String> = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            let place = SourcePlace(file: file.path.printed, line: 1)
            guard RulebookFile.accepts(path: file.path), let part = Part(path: file.path) else {
                log.add(
                    place,
                    "This file is not part of a rulebook",
                    mend:
                        "A rulebook has vocabulary.yaml, classes.yaml, adequacy.yaml, calendars/*.yaml, packs/*.yaml "
                        + "and tests/*.yaml; names have small letters and digits."
                )
                continue
            }
            guard seen.insert(file.path).inserted else {
                log.add(place, "The file is there twice", mend: "Remove one of them.")
                continue
            }
            parts[part, default: []].append(file)
        }
        for (part, path) in [
            (Part.vocabulary, "vocabulary.yaml"), (.classes, "classes.yaml"), (.adequacy, "adequacy.yaml"),
            (.pack, "packs/"),
        ] where parts[part] == nil {
            log.add(
                SourcePlace(file: path, line: 1),
                part == .pack ? "There is no pack" : "The file is missing",
                mend: "Every rulebook needs it; it begins with format: \(part.format)."
            )
        }
        return parts
    }

    /// The content of the files of a part, of those that can be read.
    private func parse(_ part: Part, _ parts: [Part: [RulebookFile]], _ readings: Readings) -> [Parsed] {
        (parts[part] ?? []).compactMap { file in
            guard let reading = readings[file.path] else { return nil }
            log.add(reading.problems)
            guard let root = reading.root else { return nil }
            let reader = PolicyReader(file: file.path, log: log)
            guard case .mapping(let entries) = root.content else {
                _ = reader.entries(root, of: "the file")
                return nil
            }
            guard let entry = entries.first(where: { $0.key == "format" }) else {
                reader.problem(
                    root.line,
                    "The file has no `format`",
                    mend: "Begin it with format: \(part.format)."
                )
                return (root, reader)
            }
            guard let format = reader.text(entry.value, of: "`format`") else { return (root, reader) }
            guard format == part.format else {
                reader.problem(
                    entry.line,
                    "The format \(quoted(format)) does not belong into this file",
                    mend: "Write format: \(part.format)."
                )
                return nil
            }
            return (root, reader)
        }
    }

    // MARK: Assembling

    private func assemble(_ parts: [Part: [RulebookFile]]) -> Rulebook? {
        let used = parts.filter { includesTests || $0.key != .tests }
        let readings = PolicyYAML.read(used.values.flatMap { $0 })
        let lexicon = parse(.vocabulary, parts, readings).first.flatMap {
            VocabularyReader.read($0.root, $0.reader)
        }
        let classes = parse(.classes, parts, readings).first.map {
            ClassTableReader.read($0.root, lexicon, $0.reader)
        }
        let adequacy = parse(.adequacy, parts, readings).first.map {
            AdequacyReader.read($0.root, lexicon, $0.reader)
        }
        let countries = parse(.calendar, parts, readings).map {
            ($0.reader, CalendarReader.read($0.root, lexicon, $0.reader))
        }
        checkPlaces(of: countries)
        let packs = parse(.pack, parts, readings)
        let tests = includesTests ? parse(.tests, parts, readings) : []
        guard let lexicon else { return nil }

        let read = packs.compactMap { PackReader.read($0.root, lexicon, $0.reader) }
        let ids = Set(read.map(\.id))
        let unreadable = Set((parts[.pack] ?? []).map { String($0.path.dropFirst(6).dropLast(5)) })
            .subtracting(ids)
        let links = PackLinks(read, unreadable: unreadable, log: log)
        links.check()
        ReachCheck(read, lexicon, log: log).check()
        OverlapCheck(log: log).check(read.flatMap { $0.rules.compactMap(\.rule) })
        let cases = tests.flatMap {
            TestReader.read($0.root, lexicon, packs: ids, unreadable: unreadable, $0.reader)
        }
        if includesTests { TestCoverage(read, links, log: log).check(cases) }

        guard log.problems.isEmpty, let classes, let adequacy else { return nil }
        let calendars = countries.compactMap(\.1).flatMap(\.calendars)
        return Rulebook(
            vocabulary: lexicon.vocabulary,
            packs: Self.packs(read, cases),
            calendars: Dictionary(calendars.map { ($0.region, $0) }) { first, _ in first },
            adequacy: adequacy,
            classes: classes
        )
    }

    private func checkPlaces(of countries: [(reader: PolicyReader, holidays: CountryHolidays?)]) {
        var seen: Set<String> = []
        for (reader, holidays) in countries {
            guard let holidays, !seen.insert(holidays.country).inserted else { continue }
            reader.problem(
                1,
                "The calendar of `\(holidays.country)` is there already",
                mend: "Put both into one file."
            )
        }
    }

    private static func packs(_ read: [ReadPack], _ tests: [ReadTest]) -> [String: Pack] {
        let tests = Dictionary(grouping: tests, by: \.pack)
        let packs = read.map { pack in
            Pack(
                id: pack.id,
                jurisdiction: pack.jurisdiction,
                title: pack.title,
                languages: pack.languages,
                extends: pack.extends.map(\.id),
                attachesWhen: pack.attachesWhen,
                reviewBy: pack.reviewBy,
                remedies: pack.remedies,
                rules: pack.rules.compactMap(\.rule),
                tests: (tests[pack.id] ?? []).compactMap(\.test)
            )
        }
        return Dictionary(packs.map { ($0.id, $0) }) { first, _ in first }
    }
}
