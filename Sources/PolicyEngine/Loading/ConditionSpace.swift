internal import VaultModel

/// What is still possible of the facts when several conditions hold together.
///
/// It finds contradictions between conditions of one fact; it does not compare facts with each other.
struct ConditionSpace {
    /// What is still possible of one fact.
    private struct Room {
        var among: Set<FactValue>?
        var excluded: Set<FactValue> = []
        var atLeast = Int.min
        var lessThan = Int.max
        var from: Day?
        var before: Day?
        var known: Bool?
        var periods: [Condition.Test] = []
    }

    private let lexicon: Lexicon
    private var rooms: [String: Room] = [:]

    init(_ lexicon: Lexicon) {
        self.lexicon = lexicon
    }

    /// Adds a condition.
    ///
    /// - Returns: whether it can hold together with the others.
    mutating func admits(_ condition: Condition) -> Bool {
        if case .known(let known) = condition.test {
            // A fact with a value for silence is never unknown.
            let always = lexicon.vocabulary.facts[condition.fact]?.otherwise != nil
            return admit(known: known, of: condition.fact) && (known || !always)
        }
        guard admit(known: true, of: condition.fact) else { return false }
        switch condition.test {
        case .within(_, let other), .beyond(_, let other):
            guard admit(known: true, of: other) else { return false }
        default:
            break
        }
        var room = rooms[condition.fact] ?? Room()
        let fits = narrow(&room, by: condition.test) && hasValue(room, of: condition.fact)
        rooms[condition.fact] = room
        return fits
    }

    /// Adds that a condition does not hold.
    mutating func admitsNot(_ condition: Condition) -> Bool {
        admits(Condition(fact: condition.fact, test: Self.opposite(of: condition.test)))
    }

    private mutating func admit(known: Bool, of fact: String) -> Bool {
        let before = rooms[fact]?.known
        rooms[fact, default: Room()].known = before ?? known
        return before == nil || before == known
    }

    private func narrow(_ room: inout Room, by test: Condition.Test) -> Bool {
        switch test {
        case .oneOf(let values): room.among = room.among?.intersection(values) ?? values
        case .noneOf(let values): room.excluded.formUnion(values)
        case .atLeast(let number): room.atLeast = max(room.atLeast, number)
        case .lessThan(let number): room.lessThan = min(room.lessThan, number)
        case .from(let day): room.from = room.from.map { max($0, day) } ?? day
        case .before(let day): room.before = room.before.map { min($0, day) } ?? day
        case .within, .beyond, .passed, .running:
            guard !room.periods.contains(where: { Self.contradict($0, test) }) else { return false }
            room.periods.append(test)
        case .known: break
        }
        return true
    }

    private func hasValue(_ room: Room, of fact: String) -> Bool {
        guard room.atLeast < room.lessThan else { return false }
        if let from = room.from, let before = room.before, from >= before { return false }
        if let among = room.among {
            return among.contains { !room.excluded.contains($0) && Self.lies($0, within: room) }
        }
        switch lexicon.vocabulary.facts[fact]?.kind {
        case .yesNo: return room.excluded.count < 2
        case .word: return room.excluded.count < lexicon.words(of: fact)?.count ?? 0
        default: return true
        }
    }

    private static func lies(_ value: FactValue, within room: Room) -> Bool {
        switch value {
        case .number(let number): number >= room.atLeast && number < room.lessThan
        case .day(let day): (room.from.map { day >= $0 } ?? true) && (room.before.map { day < $0 } ?? true)
        default: true
        }
    }

    /// Whether two tests of a day cannot both hold: over after more than it still runs.
    private static func contradict(_ one: Condition.Test, _ other: Condition.Test) -> Bool {
        switch (one, other) {
        case (.passed(let over), .running(let open)), (.running(let open), .passed(let over)):
            over.unit == open.unit && over.length >= open.length
        case (.beyond(let over, let from), .within(let open, let to)),
            (.within(let open, let to), .beyond(let over, let from)):
            from == to && over.unit == open.unit && over.length >= open.length
        default: false
        }
    }

    private static func opposite(of test: Condition.Test) -> Condition.Test {
        switch test {
        case .oneOf(let values): .noneOf(values)
        case .noneOf(let values): .oneOf(values)
        case .atLeast(let number): .lessThan(number)
        case .lessThan(let number): .atLeast(number)
        case .before(let day): .from(day)
        case .from(let day): .before(day)
        case .within(let period, let fact): .beyond(period, of: fact)
        case .beyond(let period, let fact): .within(period, of: fact)
        case .passed(let period): .running(period)
        case .running(let period): .passed(period)
        case .known(let known): .known(!known)
        }
    }
}
