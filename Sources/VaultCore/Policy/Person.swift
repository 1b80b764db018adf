internal import PolicyEngine
internal import VaultModel

/// What the rules are told about a patient, whatever record they are asked about.
///
/// It holds as long as nothing in the patient's file changes: until ``PatientRow/serial`` is another.
struct Person: Sendable {
    /// The patient's counter of changes when it was read.
    let serial: Int32
    /// The rules in whose words it is told, and that are to be asked about it.
    let law: Law
    /// What is known about the person, and what stands on their whole file.
    let facts: [String: FactValue]
    /// The holds and restrictions that stand on the whole file; a record cannot lift them.
    let holds: Set<String>
    /// The names of stated facts that the rulebook does not know.
    let unknown: [String]
    /// The names of facts that the numbers of one person state differently; while there are any, nothing can be decided.
    var disputed: [String] = []
    /// When each course of care was completed.
    let completed: [Int32: Day]
    /// Whether it is known who the person is.
    ///
    /// In an old copy it may not be: a correction after it was made has destroyed what stood there then. Rules that need a
    /// fact about the person escalate; the others can be asked.
    var isIdentified = true

    /// Everything that is known about a version, apart from what the rest of the file says.
    ///
    /// - Parameter own: What is stated about the version itself.
    func facts(about own: [String: FactValue], episode: Int32?) -> [String: FactValue] {
        var known = facts.merging(own) { _, own in own }
        for hold in holds { known[hold] = .yesNo(true) }
        known["treatment.completed"] = Self.latest(ends(of: own, episode: episode))
        return known
    }

    /// When a course of care was completed.
    func completed(_ episode: Int32?) -> Day? {
        episode.flatMap { completed[$0] }
    }

    /// The same person with other facts on the identity record.
    func stating(_ new: [String: FactValue], insteadOf old: [String: FactValue]) -> Self {
        let lifted = holds.filter { old[$0] == .yesNo(true) && new[$0] != .yesNo(true) }
        var facts = facts.filter { old[$0.key] != $0.value }.merging(new) { _, new in new }
        facts["record.class"] = nil
        return Self(
            serial: serial,
            law: law,
            facts: facts,
            holds: holds.subtracting(lifted),
            unknown: unknown,
            completed: completed
        )
    }

    /// The same person for who corrects what is disputed.
    var undisputed: Self {
        var person = self
        person.disputed = []
        return person
    }

    /// The same person, known under several numbers.
    ///
    /// What one number knows holds for all. Where two state something differently nothing is guessed: a date of birth is
    /// then not known, and with anything else nothing can be decided until it is corrected.
    func together(with others: [Self]) -> Self {
        var facts = facts
        var disputed: Set<String> = []
        for (name, value) in others.flatMap(\.facts) {
            if let known = facts[name], known != value { disputed.insert(name) }
            facts[name] = value
        }
        let holds = others.reduce(holds) { $0.union($1.holds) }
        disputed.subtract(holds)
        for hold in holds { facts[hold] = .yesNo(true) }
        for name in disputed { facts[name] = nil }
        return Self(
            serial: serial,
            law: law,
            facts: facts,
            holds: holds,
            unknown: Set(unknown + others.flatMap(\.unknown)).sorted(),
            disputed: disputed.subtracting(["subject.birth"]).sorted(),
            completed: completed,
            isIdentified: isIdentified && others.allSatisfy(\.isIdentified)
        )
    }

    /// Every day on which the treatment that a version belongs to is said to have ended.
    func ends(of own: [String: FactValue], episode: Int32?) -> [FactValue] {
        [completed(episode).map { .day($0) }, own["treatment.completed"]].compactMap(\.self)
    }

    /// The latest of several days.
    static func latest(_ days: [FactValue]) -> FactValue? {
        let known = days.compactMap { value -> Day? in if case .day(let day) = value { day } else { nil } }
        return known.max().map { .day($0) }
    }
}

extension Person {
    /// A person of whom only the courses of care are known.
    init(unidentified serial: Int32, law: Law, completed: [Int32: Day]) {
        self.init(
            serial: serial,
            law: law,
            facts: [:],
            holds: [],
            unknown: [],
            completed: completed,
            isIdentified: false
        )
    }
}
