internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

/// A patient's whole file as the rules know it: what holds for the person, for the file, and for each version.
struct Chart: Sendable {
    /// One version of one record.
    struct Item: Sendable {
        let row: VersionRow
        let key: SharedSecret
        let recordClass: RecordClass
        /// What is stated about the version itself.
        let own: [String: FactValue]
        /// When the course of care that its record belongs to was completed.
        let completed: Day?

        /// Whether it says who the patient is.
        var isIdentity: Bool { recordClass == .identity }

        /// Every day on which a treatment is said to have ended.
        fileprivate var ends: [FactValue] {
            [completed.map { .day($0) }, own["treatment.completed"]].compactMap(\.self)
        }
    }

    /// Days of a course of care that may be stated with each document; the latest one of the whole file counts.
    private static let latestOfTheFile = ["care.last_seen", "file.last_entry"]

    /// The patient, as they were before anything else was read.
    let patient: PatientRow
    /// The versions, in the order they were stored.
    let items: [Item]
    /// What is known about the person.
    private let subject: [String: FactValue]
    /// The latest of the days that hold for the whole file.
    private let file: [String: FactValue]

    init(of patient: PatientRow, knowing subject: [String: FactValue], items: [Item]) {
        self.patient = patient
        self.subject = subject
        self.items = items
        var file: [String: FactValue] = [:]
        for name in Self.latestOfTheFile {
            var days = items.compactMap { $0.own[name] }
            if name == "file.last_entry" {
                days += items.filter { !$0.isIdentity }.map { .day($0.row.storedOn) }
            }
            file[name] = Self.latest(days)
        }
        self.file = file
    }

    /// Everything that is known about a version.
    func facts(about item: Item) -> [String: FactValue] {
        var facts = subject.merging(item.own) { _, own in own }
        for name in Self.latestOfTheFile { facts[name] = file[name] }
        // Who the patient is stays as long as the last course of care, and that one's end is unknown while one is.
        facts["treatment.completed"] = Self.latest(item.isIdentity ? ends : item.ends)
        return facts
    }

    /// When each course of care in the file ended; nothing when one is not known to have.
    private var ends: [FactValue] {
        let ends = items.filter { !$0.isIdentity }.map { Self.latest($0.ends) }
        return ends.contains { $0 == nil } ? [] : ends.compactMap(\.self)
    }

    private static func latest(_ days: [FactValue]) -> FactValue? {
        let known = days.compactMap { value -> Day? in if case .day(let day) = value { day } else { nil } }
        return known.max().map { .day($0) }
    }
}
