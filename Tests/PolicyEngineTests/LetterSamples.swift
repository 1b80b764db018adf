import PolicyEngine
import VaultModel

/// What letters of a language are expected to say, written down a second time.
struct LetterSamples {
    let refused: String
    let reasons: String
    let remedies: String
    let restricted: String
    let date: @Sendable (Day) -> String

    static func of(_ language: Language) -> Self {
        switch language {
        case .english:
            Self(
                refused: "The data concerned are not erased.",
                reasons: "Reasons",
                remedies: "Where you can complain, and going to court",
                restricted: "In the meantime we use the data only for",
                date: { "\($0.day) \(months($0, "March June November")) \($0.year)" }
            )
        case .german:
            Self(
                refused: "Die betroffenen Daten werden nicht gelöscht.",
                reasons: "Gründe",
                remedies: "Wo Sie sich beschweren und wie Sie klagen können",
                restricted: "In dieser Zeit nutzen wir die Daten nur",
                date: { "\($0.day). \(months($0, "März Juni November")) \($0.year)" }
            )
        case .french:
            Self(
                refused: "Les données concernées ne sont pas effacées.",
                reasons: "Motifs",
                remedies: "Réclamation et recours en justice",
                restricted: "nous n'utilisons les données que",
                date: { "\($0.day) \(months($0, "mars juin novembre")) \($0.year)" }
            )
        case .spanish:
            Self(
                refused: "Los datos en cuestión no se suprimen.",
                reasons: "Motivos",
                remedies: "Reclamaciones y recurso a los tribunales",
                restricted: "solo usamos los datos para",
                date: { "\($0.day) de \(months($0, "marzo junio noviembre")) de \($0.year)" }
            )
        case .dutch:
            Self(
                refused: "De betreffende gegevens worden niet gewist.",
                reasons: "Redenen",
                remedies: "Waar u een klacht kunt indienen en naar de rechter gaan",
                restricted: "gebruiken wij de gegevens alleen",
                date: { "\($0.day) \(months($0, "maart juni november")) \($0.year)" }
            )
        }
    }

    /// The month, of March, June and November.
    private static func months(_ day: Day, _ names: String) -> Substring {
        let names = names.split(separator: " ")
        return day.month == 3 ? names[0] : day.month == 6 ? names[1] : names[2]
    }

    /// A house that keeps longer than the law.
    static let schedule = """
        format: lethe.house-schedule.v1
        id: house
        title: Schedule of the hospital of Musterstadt
        languages: [en]
        lengthens: de
        entries:
          - id: house.core
            classes: [clinical_core]
            keep: 30 years
            from: treatment.completed
            ground: Claims
            owner: Head of the archive
            review_by: 2027-06-30
            plain: {en: "We keep this part of your file until {keep_until}, because claims may be raised so long."}

        """
    static let scheduleTests = """
        format: lethe.policy-tests.v1
        pack: house
        tests:
          - id: house-1
            title: Longer than the law
            decision: retain
            as_of: 2026-03-02
            facts: {controller.country: DE, record.class: clinical_core, treatment.completed: 2010-05-05}
            expect: {outcome: keep, keep_until: 2040-05-05, fired: [house.core, de.retain.core]}

        """
}
