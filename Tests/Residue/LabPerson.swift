import VaultCore
import VaultModel

/// An invented patient with documents whose every byte is known.
struct LabPerson: Sendable {
    /// What becomes of a patient.
    enum Fate: CaseIterable, Sendable {
        /// Nothing is erased.
        case stays
        /// One record is erased.
        case losesRecord
        /// Everything is erased.
        case isErased
        /// A form and the name are corrected, and what was wrong destroyed.
        case isCorrected
        /// Like the first, in the file of a restricted patient.
        case isRestricted
        /// One record belongs to the patient before, and is moved there.
        case holdsAnothers
        /// Was registered twice, and is erased as one person while keys are being renewed.
        case isOneOfTwo
        /// The other number of that person.
        case isOtherOfTwo
        /// Was taken for the next one and merged with them; is separated, and erased alone once keys were renewed.
        case wasTakenForAnother
        /// The other of these two: stays, and loses a record while keys are being renewed.
        case isNotTheOther

        /// Whether nothing of the patient stays.
        var isWhole: Bool {
            [.isErased, .isOneOfTwo, .isOtherOfTwo, .wasTakenForAnother].contains(self)
        }

        /// Whether the patient is merged with the one before.
        var isMergedWithTheOneBefore: Bool {
            [.losesRecord, .isOtherOfTwo, .isNotTheOther].contains(self)
        }

        /// Whether the patient's keys move in the first half of a key renewal, of every other round of patients.
        var movesFirst: Bool {
            [.stays, .losesRecord, .isErased, .isRestricted, .isOneOfTwo].contains(self)
        }
    }

    /// A stored document, version by version.
    struct Document: Sendable {
        let record: RecordID
        let fileName: String
        /// The id that the sender knows it by.
        let source: String
        var contents: [[UInt8]]
        /// How many of the versions, from the first, are erased.
        var erasedVersions = 0
        /// Whether it was moved to another patient, so that the places that its keys had here are dead.
        var isMoved = false
    }

    let number: Int
    let fate: Fate
    let name: String
    /// The name that takes the place of a wrong one.
    let rightName: String
    let identifier: String
    let birthDate: Day
    /// The day that retention is counted from.
    let completed: Day
    /// When the longest period of the law would end; the vault never stores it.
    let keepUntil: Day
    /// What the course of care is called.
    let label: String
    /// What is given as a reason, wherever one is asked for.
    let reason: String
    /// Whether the keys move in the first half of a key renewal.
    let movesFirst: Bool
    var patient: PatientID?
    var documents: [Document] = []
    /// Whether the patient is erased by now.
    var isGone = false
    /// Whether the name is corrected by now.
    var isRenamed = false

    init(_ number: Int, avoiding known: String) {
        self.number = number
        let (round, place) = number.quotientAndRemainder(dividingBy: Fate.allCases.count)
        fate = Fate.allCases[place]
        movesFirst = fate.movesFirst == (round % 2 == 0)
        let word = Self.word(number)
        name = "\(word) Nachtigall-\(Self.word(number + 5000))"
        rightName = "\(Self.word(number + 12_000)) Nachtigall-\(Self.word(number + 15_000))"
        identifier = "urn:oid:2.999.276.9|RES\(100_000_000 + number * 7919)"
        // Who is registered twice was born once.
        let first = fate.isMergedWithTheOneBefore ? number - 1 : number
        birthDate = Self.day("1931-01-01", first * 89, avoiding: known)
        completed = Self.day("1992-02-03", number * 5, avoiding: known)
        keepUntil = Self.day("2061-02-03", number * 5, avoiding: known)
        label = "Station \(Self.word(number + 20_000))"
        reason = "Verwechslung am Schalter \(Self.word(number + 25_000))"
    }

    /// A text that no other document has.
    func text(_ title: String) -> [UInt8] {
        Array(
            "\(title): \(name), geb. \(birthDate). Diagnose \(Self.word(number + 9000))-\(title.count)-\(number).\n"
                .utf8
        )
    }

    /// The days that would tell something about the person.
    var days: [Day] { [birthDate, completed, keepUntil] }

    /// A word that looks like a name and stands for a number.
    private static func word(_ number: Int) -> String {
        let syllables = [
            "ka", "lo", "mi", "ru", "te", "vo", "sa", "ne", "xi", "pu", "wa", "ge", "jo", "fi", "zu", "bä",
        ]
        var rest = number &* 2_654_435 % 16_777_216
        var word = ""
        for _ in 0..<6 {
            word += syllables[rest & 15]
            rest >>= 4
        }
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    /// A day that the published rules do not name.
    private static func day(_ first: String, _ offset: Int, avoiding known: String) -> Day {
        var days = (Day(iso8601: first)?.daysSinceEpoch ?? 0) + Int64(offset)
        while known.contains(Day(daysSinceEpoch: days).description) { days += 1 }
        return Day(daysSinceEpoch: days)
    }
}
