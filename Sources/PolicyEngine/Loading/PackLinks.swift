/// Checks what packs and rules say about each other: ids, links, circles.
struct PackLinks {
    private let packs: [ReadPack]
    private let log: ProblemLog
    private let rules: [String: ReadRule]
    /// Packs whose files cannot be read: what names their rules is not complained about.
    private let unreadable: Set<String>

    init(_ packs: [ReadPack], unreadable: Set<String>, log: ProblemLog) {
        self.packs = packs
        self.unreadable = unreadable
        self.log = log
        rules = Dictionary(packs.flatMap(\.rules).map { ($0.id, $0) }) { first, _ in first }
    }

    /// Whether a rule of this id stands in some pack, or could stand in one that cannot be read.
    func knows(_ rule: String) -> Bool {
        rules[rule] != nil || unreadable.contains(String(rule.prefix { $0 != "." }))
    }

    /// The ids of all rules.
    var ruleIDs: [String] { Array(rules.keys) }

    /// Checks everything.
    func check() {
        checkIDs()
        checkExtensions()
        for pack in packs {
            for rule in pack.rules { checkExceptions(of: rule) }
        }
        let exceptions = Circles(
            rules.mapValues { rule in rule.exceptionTo.map(\.id).filter { $0 != rule.id } }
        )
        for circle in exceptions.found {
            guard let first = circle.first, let rule = rules[first] else { continue }
            log.add(
                rule.place,
                "These rules set each other aside in a circle: \(Self.chain(circle))",
                mend: "Decide which one goes before the others, and remove the other links."
            )
        }
    }

    private func checkIDs() {
        var packPlaces: [String: SourcePlace] = [:]
        var rulePlaces: [String: SourcePlace] = [:]
        for pack in packs {
            if let first = packPlaces.updateValue(pack.place, forKey: pack.id) {
                log.add(
                    pack.place,
                    "The pack `\(pack.id)` is there already: \(first)",
                    mend: "Give it another id."
                )
            }
            for rule in pack.rules {
                if let first = rulePlaces.updateValue(rule.place, forKey: rule.id) {
                    log.add(
                        rule.place,
                        "The rule `\(rule.id)` is there already: \(first)",
                        mend: "Give it another id."
                    )
                }
            }
        }
    }

    private func checkExtensions() {
        let ids = Set(packs.map(\.id))
        var extended: Set<String> = []
        for pack in packs {
            for other in pack.extends {
                let place = SourcePlace(file: pack.place.file, line: other.line)
                if other.id == pack.id {
                    log.add(place, "The pack `\(pack.id)` extends itself", mend: "Remove it.")
                } else if unreadable.contains(other.id) {
                    continue
                } else if !ids.contains(other.id) {
                    log.add(
                        place,
                        "There is no pack \(quoted(other.id))",
                        mend: Spelling.advice(for: other.id, known: ids)
                    )
                } else {
                    extended.insert(other.id)
                }
            }
        }
        let laws = Set(packs.filter { $0.lengthens == nil }.map(\.id))
        for pack in packs {
            guard let law = pack.lengthens, !laws.contains(law.id), !unreadable.contains(law.id) else {
                continue
            }
            log.add(
                SourcePlace(file: pack.place.file, line: law.line),
                "There is no pack \(quoted(law.id)) whose periods could be lengthened",
                mend: Spelling.advice(for: law.id, known: laws)
            )
        }
        for pack in packs where !pack.statesAttachment && !extended.contains(pack.id) && unreadable.isEmpty {
            log.add(
                pack.place,
                "The pack `\(pack.id)` has no `attaches_when`, and no other pack extends it",
                mend: "Say for which facts it is the law, such as - {controller.country: DE}."
            )
        }
        let links = packs.map { pack in (pack.id, pack.extends.map(\.id).filter { $0 != pack.id }) }
        for circle in Circles(Dictionary(links) { first, _ in first }).found {
            guard let pack = packs.first(where: { $0.id == circle.first }) else { continue }
            log.add(
                pack.place,
                "These packs extend each other in a circle: \(Self.chain(circle))",
                mend: "Remove one of the links."
            )
        }
    }

    private func checkExceptions(of rule: ReadRule) {
        for other in rule.exceptionTo {
            let place = SourcePlace(file: rule.place.file, line: other.line)
            guard other.id != rule.id else {
                log.add(place, "The rule `\(rule.id)` is an exception to itself", mend: "Remove it.")
                continue
            }
            guard let target = rules[other.id] else {
                guard !knows(other.id) else { continue }
                log.add(
                    place,
                    "There is no rule \(quoted(other.id)) to set aside",
                    mend: Spelling.advice(
                        for: other.id,
                        known: rules.keys,
                        otherwise: "Correct its id, or remove it."
                    )
                )
                continue
            }
            if let kind = rule.decision, let otherKind = target.decision, kind != otherKind {
                log.add(
                    place,
                    "A rule that decides `\(kind.rawValue)` cannot set aside `\(other.id)`, "
                        + "which decides `\(otherKind.rawValue)`",
                    mend: "Name a rule of the same kind of decision."
                )
            }
        }
    }

    private static func chain(_ circle: [String]) -> String {
        (circle.prefix(8).map { "`\($0)`" } + (circle.count > 8 ? ["..."] : [])
            + circle.prefix(1).map { "`\($0)`" })
            .joined(separator: ", ")
    }
}
