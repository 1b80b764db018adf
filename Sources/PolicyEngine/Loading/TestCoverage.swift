/// Checks what tests say of rules: that the rules exist, and that none is without a test.
struct TestCoverage {
    private let packs: [ReadPack]
    private let links: PackLinks
    private let log: ProblemLog

    init(_ packs: [ReadPack], _ links: PackLinks, log: ProblemLog) {
        self.packs = packs
        self.links = links
        self.log = log
    }

    /// Checks all tests against all packs.
    func check(_ tests: [ReadTest]) {
        var places: [String: SourcePlace] = [:]
        var named: [String: Set<String>] = [:]
        for test in tests {
            if let first = places.updateValue(test.place, forKey: "\(test.pack) \(test.id)"), !test.id.isEmpty
            {
                log.add(
                    test.place,
                    "The test \(quoted(test.id)) of this pack is there already: \(first)",
                    mend: "Give it another id."
                )
            }
            for rule in test.fired + test.defeated {
                if links.knows(rule.id) {
                    named[test.pack, default: []].insert(rule.id)
                } else {
                    log.add(
                        SourcePlace(file: test.place.file, line: rule.line),
                        "There is no rule \(quoted(rule.id))",
                        mend: Spelling.advice(
                            for: rule.id,
                            known: links.ruleIDs,
                            otherwise: "Correct its id."
                        )
                    )
                }
            }
        }
        let tested = Set(tests.map(\.pack))
        for pack in packs {
            guard tested.contains(pack.id) else {
                log.add(
                    pack.place,
                    "The pack `\(pack.id)` has no tests",
                    mend: "Write them in tests/\(pack.id).yaml; a pack without tests is not accepted."
                )
                continue
            }
            for rule in pack.rules where named[pack.id]?.contains(rule.id) != true {
                log.add(
                    rule.place,
                    "No test of the pack `\(pack.id)` names the rule `\(rule.id)`",
                    mend: "Add a case in which it decides (`fired`) or is set aside (`defeated`)."
                )
            }
        }
    }
}
