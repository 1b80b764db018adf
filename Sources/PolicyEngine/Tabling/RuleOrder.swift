/// Puts the rules of a kind into the order in which a lawyer reads them: a rule, below it its exceptions, below those theirs.
///
/// It does not depend on where the rules stand in their file.
struct RuleOrder {
    /// A rule and how deep it stands.
    typealias Placed = (rule: Rule, depth: Int)

    private let classes: [String]
    private let rules: [Rule]

    /// Takes the rules of one kind, and the classes of records in the order of the vocabulary.
    init(_ rules: [Rule], classes: [String]) {
        self.classes = classes
        self.rules = rules
    }

    /// The rules that begin, each with its exceptions, in groups of the same classes for retention.
    var groups: [(classes: [String]?, rules: [Placed])] {
        let sorted = rules.sorted { key($0).lexicographicallyPrecedes(key($1)) }
        let ids = Set(sorted.map(\.id))
        var placed: Set<String> = []
        var groups: [(classes: [String]?, rules: [Placed])] = []
        // Where exceptions go in a circle, which the loader refuses, nobody begins: the second round takes the rest.
        for isLast in [false, true] {
            for rule in sorted where isLast || !rule.exceptionTo.contains(where: ids.contains) {
                guard !placed.contains(rule.id) else { continue }
                let block = block(rule, 0, sorted, &placed)
                let classes = rule.decision == .retain ? self.classes(of: rule) : nil
                if let last = groups.last, last.classes == classes {
                    groups[groups.count - 1].rules += block
                } else {
                    groups.append((classes, block))
                }
            }
        }
        return groups
    }

    private func block(_ rule: Rule, _ depth: Int, _ sorted: [Rule], _ placed: inout Set<String>) -> [Placed]
    {
        guard placed.insert(rule.id).inserted else { return [] }
        var block: [Placed] = [(rule, depth)]
        for exception in sorted where exception.exceptionTo.contains(rule.id) {
            block += self.block(exception, depth + 1, sorted, &placed)
        }
        return block
    }

    /// The classes that a rule asks for; empty when it holds for all.
    private func classes(of rule: Rule) -> [String] {
        var found: Set<String>?
        for condition in rule.when.all where condition.fact == "record.class" {
            if case .oneOf(let values) = condition.test {
                let words = Set(values.map(\.plain))
                found = found?.intersection(words) ?? words
            }
        }
        return found.map { found in classes.filter(found.contains) } ?? []
    }

    /// Rules for all classes first, then by the first class; then by outcome, then by id.
    private func key(_ rule: Rule) -> [String] {
        var key: [String] = []
        if rule.decision == .retain {
            let own = classes(of: rule)
            let places = own.compactMap { classes.firstIndex(of: $0) }
            key.append(places.map { Self.padded($0) }.joined(separator: " "))
        }
        if case .outcome(let outcome) = rule.effect {
            key.append(Self.padded(Outcome.allCases.firstIndex(of: outcome) ?? 0))
        }
        return key + [rule.id]
    }

    private static func padded(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 6 - String(number).count)) + String(number)
    }
}
