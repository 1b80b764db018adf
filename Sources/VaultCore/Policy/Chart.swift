internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

/// A patient's whole file as the rules know it: what holds for the person, for the file, and for each version.
struct Chart: Sendable {
    /// One version of one record.
    struct Item: Sendable {
        let row: VersionRow
        let key: SharedSecret
        /// What is stated about the version, as it is sealed.
        let stated: RecordFacts
        /// The same as the rules know it.
        let own: [String: FactValue]
        /// The names of stated facts that the rulebook does not know.
        let unknown: [String]

        /// The retention class.
        var recordClass: RecordClass { stated.recordClass }
        /// Whether it says who the patient is.
        var isIdentity: Bool { recordClass == .identity }
    }

    /// Days of a course of care that may be stated with each document; the latest one of the whole file counts.
    private static let latestOfTheFile = ["care.last_seen", "file.last_entry"]

    /// The patient, as they were before anything else was read.
    let patient: PatientRow
    /// What is known about the person.
    let person: Person
    /// The versions, in the order they were stored.
    let items: [Item]
    /// The files under the person's other numbers.
    let beside: [Chart]
    /// The latest of the days that hold for the whole file.
    private let file: [String: FactValue]

    /// The rules in whose words everything is told.
    var law: Law { person.law }

    init(of patient: PatientRow, knowing person: Person, items: [Item], beside: [Chart] = []) {
        self.patient = patient
        self.person = person
        self.items = items
        self.beside = beside
        let all = items + beside.flatMap(\.items)
        var file: [String: FactValue] = [:]
        for name in Self.latestOfTheFile {
            var days = all.compactMap { $0.own[name] }
            if name == "file.last_entry" {
                days += all.filter { !$0.isIdentity }.map { .day($0.row.storedOn) }
            }
            file[name] = Person.latest(days)
        }
        self.file = file
    }

    /// The same file for who corrects what the numbers of the person state differently.
    var undisputed: Chart {
        Chart(of: patient, knowing: person.undisputed, items: items, beside: beside)
    }

    /// Everything that is known about a version.
    func facts(about item: Item) -> [String: FactValue] {
        var facts = person.facts(about: item.own, episode: item.row.episode)
        for name in Self.latestOfTheFile { facts[name] = file[name] }
        // Who the patient is stays as long as the last course of care, and that one's end is unknown while one is.
        if item.isIdentity { facts["treatment.completed"] = Person.latest(ends) }
        return facts
    }

    /// The names of facts that are stated about a version or the person and that the rulebook does not know; while there
    /// are any, nothing can be decided.
    func unknown(about item: Item) -> [String] {
        Array(Set(person.unknown + person.disputed + item.unknown)).sorted()
    }

    /// When each course of care in the file ended; nothing when one is not known to have.
    private var ends: [FactValue] {
        let ends = ([self] + beside).flatMap { chart in
            chart.items.filter { !$0.isIdentity }
                .map { Person.latest(chart.person.ends(of: $0.own, episode: $0.row.episode)) }
        }
        return ends.contains { $0 == nil } ? [] : ends.compactMap(\.self)
    }
}
