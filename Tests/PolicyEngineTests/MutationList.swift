import PolicyEngine

/// A list of the vocabulary that loses a word, in every rule that names it.
struct MutationList: Sendable {
    let name: String
    let words: Set<FactValue>

    /// The lists that rules name; a list of one word cannot lose it.
    static func all(in rulebook: Rulebook) -> [Self] {
        let used = Set(rulebook.rules.flatMap { $0.when.all + $0.when.any + $0.when.none }.map(\.test))
        return rulebook.vocabulary.lists.map { Self(name: $0, words: Set($1.map { .word($0) })) }
            .filter { list in
                list.words.count > 1
                    && (used.contains(.oneOf(list.words)) || used.contains(.noneOf(list.words)))
            }
            .sorted { $0.name < $1.name }
    }

    /// The words of every list of a vocabulary.
    static func words(of vocabulary: Vocabulary) -> Set<Set<FactValue>> {
        Set(vocabulary.lists.values.map { Set($0.map { .word($0) }) })
    }

    /// The words whose loss no test notices.
    func survivors(_ rulebook: Rulebook) -> [MutationSurvivor] {
        let tests = rulebook.packs.values.sorted { $0.id < $1.id }.flatMap(\.tests)
        return words.filter { word in
            let runner = PolicyTestRunner(without(word, rulebook))
            // Only cases with the word can go another way.
            return !tests.contains { $0.facts.values.contains(word) && !runner.differences($0).isEmpty }
        }
        .map { MutationSurvivor(rule: "$\(name)", change: "without \($0.name)", reason: nil) }
    }

    private func without(_ word: FactValue, _ rulebook: Rulebook) -> Rulebook {
        func changed(_ conditions: [Condition]) -> [Condition] {
            conditions.map { condition in
                let rest = words.subtracting([word])
                switch condition.test {
                case .oneOf(words): return Condition(fact: condition.fact, test: .oneOf(rest))
                case .noneOf(words): return Condition(fact: condition.fact, test: .noneOf(rest))
                default: return condition
                }
            }
        }
        return rulebook.with(
            rulebook.packs.mapValues { pack in
                pack.with(
                    pack.rules.map { rule in
                        rule.changed(
                            when: Conditions(
                                all: changed(rule.when.all),
                                any: changed(rule.when.any),
                                none: changed(rule.when.none)
                            )
                        )
                    }
                )
            }
        )
    }
}
