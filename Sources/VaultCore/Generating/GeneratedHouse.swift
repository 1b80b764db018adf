internal import VaultModel

/// An invented house of any size, the same for the same seed: patients, and the documents of each.
///
/// Nobody in it exists. It shows how a vault behaves at a size, and what is in it is known without keeping it.
public struct GeneratedHouse: Sendable {
    /// How many patients there are.
    public let patients: Int
    /// How many records there are, the patients' identities among them.
    public let records: Int
    /// How many records the first patient has.
    public let largest: Int
    /// What everything is drawn from.
    public let seed: UInt64

    private static let givenNames = [
        "Ada", "Bruno", "Clara", "Dorian", "Elif", "Fritz", "Greta", "Hugo", "Ines", "Jonas", "Katja", "Luis",
        "Mira",
        "Nils", "Olga", "Paul",
    ]
    private static let familyNames = [
        "Ahorn", "Birke", "Buche", "Eibe", "Eiche", "Erle", "Esche", "Fichte", "Hasel", "Kiefer", "Linde",
        "Pappel",
        "Tanne", "Ulme", "Weide", "Zeder",
    ]
    private static let classes: [RecordClass] = [
        .clinicalCore, .clinicalCore, .laboratoryResult, .laboratoryResult, .nursing, .dischargeReport,
    ]
    private static let words = [
        "Befund", "unauffällig", "Kontrolle", "Labor", "Verlauf", "Therapie", "Anamnese", "Medikation",
        "Aufnahme",
        "Entlassung", "Puls", "Blutdruck", "Visite", "ohne", "mit", "seit",
    ]
    /// How many documents one course of care has, about.
    private static let documentsOfACourse = 8

    /// Plans a house; `nil` when there are fewer records than patients and the largest file want.
    public init?(patients: Int, records: Int, largest: Int, seed: UInt64) {
        guard patients > 0, largest > 0, records - patients >= largest - 1,
            patients > 1 || records == largest
        else { return nil }
        self.patients = patients
        self.records = records
        self.largest = largest
        self.seed = seed
    }

    /// How many records a patient has, the identity among them.
    public func records(of patient: Int) -> Int {
        guard patient > 0 else { return largest }
        let (share, rest) = (records - largest - (patients - 1)).quotientAndRemainder(
            dividingBy: patients - 1
        )
        return 1 + share + (patient <= rest ? 1 : 0)
    }

    /// Who a patient is.
    public func identity(of patient: Int) -> PatientIdentity? {
        var dice = GeneratorDice(seed: seed, patient, 0)
        let name = Self.givenNames[dice.below(16)] + " " + Self.familyNames[dice.below(16)]
        let birth = Day(year: 1930 + dice.below(90), month: 1 + dice.below(12), day: 1 + dice.below(28))
        return identifier(of: patient).flatMap {
            PatientIdentity(identifiers: [$0], name: name, birthDate: birth)
        }
    }

    /// What a patient is found by.
    public func identifier(of patient: Int) -> PatientIdentifier? {
        PatientIdentifier(system: "urn:lethe:generated", value: "\(seed)-\(patient)")
    }

    /// A document of a patient.
    ///
    /// - Parameter number: 1 to the number of the patient's records less one; 0 is the identity.
    public func document(_ number: Int, of patient: Int) -> Intake {
        // Of one course of care all documents state the same.
        var course = GeneratorDice(seed: seed, patient, -1 - number / Self.documentsOfACourse)
        let completed = Day(
            year: 1994 + course.below(30),
            month: 1 + course.below(12),
            day: 1 + course.below(28)
        )
        var dice = GeneratorDice(seed: seed, patient, number)
        var text = "\(Self.words[dice.below(16)]) \(patient)/\(number)\n"
        let size = 400 + dice.below(1200)
        while text.utf8.count < size { text += Self.words[dice.below(16)] + " " }
        return Intake(
            source: BytesSource(Array(text.utf8)),
            name: "\(number).txt",
            mediaType: "text/plain",
            facts: RecordFacts(
                recordClass: Self.classes[dice.below(6)],
                facts: completed.map { ["treatment.completed": $0.description] } ?? [:]
            )
        )
    }
}
