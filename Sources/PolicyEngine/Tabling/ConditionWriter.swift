internal import VaultModel

/// Conditions in the words of the vocabulary.
struct ConditionWriter {
    private let vocabulary: Vocabulary
    private let days: LanguageDates
    /// The named lists that stand for their words here, by name.
    private let lists: [String: Set<FactValue>]

    /// Lists with fewer words are written out.
    private static let shortest = 5

    init(_ vocabulary: Vocabulary, _ days: LanguageDates) {
        self.vocabulary = vocabulary
        self.days = days
        lists = vocabulary.lists.filter { $0.value.count >= Self.shortest }
            .mapValues { Set($0.map { .word($0) }) }
    }

    /// When a rule holds: a line for each condition, alternatives in one line.
    func lines(_ when: Conditions) -> [String] {
        var lines = when.all.map(line)
        if when.any.count == 1 {
            lines += when.any.map(line)
        } else if !when.any.isEmpty {
            lines.append("at least one of these: \(when.any.map(line).joined(separator: "; "))")
        }
        return lines + when.none.map { "not: \(line($0))" }
    }

    /// The names of the lists that conditions of a rule are written with.
    func lists(in when: Conditions) -> Set<String> {
        Set(
            (when.all + when.any + when.none).compactMap { condition in
                switch condition.test {
                case .oneOf(let values), .noneOf(let values): listName(values)
                default: nil
                }
            }
        )
    }

    /// A condition.
    func line(_ condition: Condition) -> String { "\(plain(condition.fact)): \(words(condition))" }

    /// What a fact means.
    func plain(_ fact: String) -> String { vocabulary.facts[fact]?.plain ?? fact }

    private func words(_ condition: Condition) -> String {
        switch condition.test {
        case .oneOf(let values): return among(values, condition.fact, "or")
        case .noneOf(let values):
            if case .yesNo? = vocabulary.facts[condition.fact]?.kind, values.count == 1 {
                return values.contains(.yesNo(true)) ? "no" : "yes"
            }
            return "anything but \(among(values, condition.fact, "and"))"
        case .atLeast(let number): return "\(number) or more"
        case .lessThan(let number): return "less than \(number)"
        case .before(let day): return "before \(days.text(day))"
        case .from(let day): return "\(days.text(day)) or later"
        case .within(let period, let other): return "not later than \(period.after(plain(other)))"
        case .beyond(let period, let other): return "later than \(period.after(plain(other)))"
        case .passed(let period): return "\(period.words) from it over"
        case .running(let period): return "\(period.words) from it not over"
        case .known(let isKnown): return isKnown ? "known" : "not known"
        }
    }

    private func among(_ values: Set<FactValue>, _ fact: String, _ last: String) -> String {
        if let list = listName(values) { return "any of the list \(list)" }
        let texts = ordered(values, fact).map(text)
        guard let end = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
        return "\(texts.dropLast().joined(separator: ", ")) \(last) \(end)"
    }

    /// In the order of the vocabulary.
    private func ordered(_ values: Set<FactValue>, _ fact: String) -> [FactValue] {
        guard case .word(let words)? = vocabulary.facts[fact]?.kind else {
            return values.sorted { $0.plain < $1.plain }
        }
        return words.map { FactValue.word($0) }.filter(values.contains)
    }

    private func text(_ value: FactValue) -> String {
        if case .day(let day) = value { days.text(day) } else { value.forPeople }
    }

    private func listName(_ values: Set<FactValue>) -> String? {
        guard values.count >= Self.shortest else { return nil }
        return lists.filter { $0.value == values }.keys.min()
    }
}
