/// Makes a rulebook of its files, or says everything that is wrong with them.
///
/// It reads nothing but the bytes it is given; the result does not depend on the order of the files.
public struct RulebookLoader {
    private let log = ProblemLog()
    private let files: [RulebookFile]
    private let isPublished: Bool

    private init(_ files: [RulebookFile], isPublished: Bool) {
        self.files = files
        self.isPublished = isPublished
    }

    /// Reads and checks the files of a rulebook.
    ///
    /// - Returns: the rulebook when nothing is wrong, and else every problem that was found, in the order of the files.
    public static func load(_ files: [RulebookFile]) -> (rulebook: Rulebook?, problems: [Problem]) {
        Self(files, isPublished: false).load()
    }

    /// Reads the files of a rulebook that was published, unchanged since ``load(_:)`` found nothing wrong with them.
    ///
    /// Every file is read as strictly as then, except the tests, which are left out: the packs of the rulebook have none.
    /// Whether rules can ever hold and whether they contradict each other is not asked again, as the answer is known.
    public static func open(_ files: [RulebookFile]) -> (rulebook: Rulebook?, problems: [Problem]) {
        Self(files, isPublished: true).load()
    }

    private func load() -> (rulebook: Rulebook?, problems: [Problem]) {
        guard let parts = sortedParts() else { return (nil, log.sorted) }
        let rulebook = assemble(parts)
        let problems = log.sorted
        return (problems.isEmpty ? rulebook : nil, problems)
    }

    // MARK: Files

    /// The files by what they are, and complaints about those that are nothing or not there.
    private func sortedParts() -> [RulebookPart: [RulebookFile]]? {
        let total = files.reduce(0) { $0 + $1.bytes.count }
        guard files.count <= RulebookLimits.files, total <= RulebookLimits.totalBytes else {
            log.add(
                SourcePlace(file: "vocabulary.yaml", line: 1),
                "The rulebook has \(files.count) files with \(total) bytes, which is more than can be read",
                mend: "Look at what has come among them."
            )
            return nil
        }
        var parts: [RulebookPart: [RulebookFile]] = [:]
        var seen: Set<String> = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            let place = SourcePlace(file: file.path.printed, line: 1)
            guard RulebookFile.accepts(path: file.path), let part = RulebookPart(path: file.path) else {
                log.add(
                    place,
                    "This file is not part of a rulebook",
                    mend:
                        "A rulebook has vocabulary.yaml, classes.yaml, adequacy.yaml, calendars/*.yaml, packs/*.yaml, "
                        + "houses/*.yaml and tests/*.yaml; names have small letters and digits."
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
            (RulebookPart.vocabulary, "vocabulary.yaml"), (.classes, "classes.yaml"),
            (.adequacy, "adequacy.yaml"),
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

    // MARK: Assembling

    private func assemble(_ parts: [RulebookPart: [RulebookFile]]) -> Rulebook? {
        let used = parts.filter { !isPublished || $0.key != .tests }
        let files = FileReading.read(used.flatMap { part, files in files.map { (part, $0) } })
        for file in files { log.add(file.problems) }
        var lexicon: Lexicon?
        var classes: ClassTable?
        var adequacy: [AdequacyDecision]?
        var countries: [FileReading.Country] = []
        var packs: [ReadPack] = []
        var tests: [(file: String, root: PolicyNode)] = []
        for file in files {
            switch file.content {
            case .vocabulary(let read): lexicon = read
            case .classes(let read): classes = read
            case .adequacy(let read): adequacy = read
            case .calendar(let read): countries.append(read)
            case .pack(let read): packs.append(read)
            case .tests(let root): tests.append((file.path, root))
            case .nothing: break
            }
        }
        checkPlaces(of: countries)
        guard let lexicon else { return nil }

        let ids = Set(packs.map(\.id))
        let unreadable = Set((parts[.pack] ?? []).map { String($0.path.dropFirst(6).dropLast(5)) })
            .subtracting(ids)
        let links = PackLinks(packs, unreadable: unreadable, log: log)
        links.check()
        var cases: [ReadTest] = []
        if !isPublished {
            ReachCheck(packs, lexicon, log: log).check()
            OverlapCheck(log: log).check(packs.flatMap { $0.rules.compactMap(\.rule) })
            cases = tests.flatMap {
                let reader = PolicyReader(file: $0.file, log: log)
                return TestReader.read($0.root, lexicon, packs: ids, unreadable: unreadable, reader)
            }
            TestCoverage(packs, links, log: log).check(cases)
        }

        guard log.problems.isEmpty, let classes, let adequacy else { return nil }
        let calendars = countries.flatMap(\.calendars)
        return Rulebook(
            vocabulary: lexicon.vocabulary,
            packs: Self.packs(packs, cases),
            calendars: Dictionary(calendars.map { ($0.region, $0) }) { first, _ in first },
            adequacy: adequacy,
            classes: classes
        )
    }

    private func checkPlaces(of countries: [FileReading.Country]) {
        var seen: Set<String> = []
        for country in countries where !seen.insert(country.id).inserted {
            log.add(
                SourcePlace(file: country.file, line: 1),
                "The calendar of `\(country.id)` is there already",
                mend: "Put both into one file."
            )
        }
    }

    private static func packs(_ read: [ReadPack], _ tests: [ReadTest]) -> [String: Pack] {
        let tests = Dictionary(grouping: tests, by: \.pack)
        let packs = read.map { pack in
            // A house schedule attaches with the pack that it lengthens.
            let houses = read.filter { $0.lengthens?.id == pack.id }.map(\.id)
            return Pack(
                id: pack.id,
                jurisdiction: pack.jurisdiction,
                title: pack.title,
                languages: pack.languages,
                extends: pack.extends.map(\.id) + houses,
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
