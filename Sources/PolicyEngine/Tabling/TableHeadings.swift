/// The headings of tables in the languages of letters.
struct TableHeadings: Hashable, Sendable {
    /// What is named.
    enum Heading: Int, CaseIterable {
        case rule, when, effect, exceptions, law, sentence, inForce, confidence
        case disclose, transfer, erase, rectify, retain, respond, notify
        case always, from, until, settled, majority, contested, confirm, setsAside, setAsideBy, lists
    }

    private let texts: [String]
    private let language: String

    /// Takes a language; English stands in for those that are not known.
    init(_ language: String) {
        let code = Self.all[language] == nil ? "en" : language
        texts = Self.all[code] ?? []
        self.language = code
    }

    /// The text of a heading.
    subscript(_ heading: Heading) -> String {
        texts.indices.contains(heading.rawValue) ? texts[heading.rawValue] : ""
    }

    /// Days in the same language.
    var days: LanguageDates { LanguageDates(language) }

    /// The caption of the table of a kind.
    func caption(_ kind: DecisionKind) -> String {
        switch kind {
        case .disclose: self[.disclose]
        case .transfer: self[.transfer]
        case .erase: self[.erase]
        case .rectify: self[.rectify]
        case .retain: self[.retain]
        case .respond: self[.respond]
        case .notify: self[.notify]
        }
    }

    /// The name of a confidence.
    func name(_ confidence: Confidence) -> String {
        switch confidence {
        case .settled: self[.settled]
        case .majority: self[.majority]
        case .contested: self[.contested]
        }
    }

    /// In the order of ``Heading``.
    private static let all: [String: [String]] = [
        "en": [
            "Rule", "When", "What follows", "Exceptions", "Law", "Sentence", "In force", "How sure",
            "Showing a record", "Transfer and place of storage", "Erasure", "Rectification",
            "How long a record is kept", "Answering requests", "Telling others", "always", "from", "until",
            "settled", "common reading", "contested", "a person must confirm", "sets aside", "set aside by",
            "Lists",
        ],
        "de": [
            "Regel", "Wenn", "Dann", "Ausnahmen", "Recht", "Satz", "In Kraft", "Wie sicher",
            "Einsicht und Weitergabe", "Übermittlung und Ort der Speicherung", "Löschung", "Berichtigung",
            "Aufbewahrung", "Antwortfristen", "Mitteilungen", "immer", "ab", "bis", "gesichert",
            "herrschende Meinung", "streitig", "ein Mensch muss bestätigen", "verdrängt", "verdrängt von",
            "Listen",
        ],
        "fr": [
            "Règle", "Quand", "Conséquence", "Exceptions", "Droit", "Phrase", "En vigueur", "Certitude",
            "Consultation et communication", "Transfert et lieu de stockage", "Effacement", "Rectification",
            "Conservation", "Délais de réponse", "Notifications", "toujours", "à partir du", "jusqu'au",
            "établi", "lecture courante", "controversé", "une personne doit confirmer", "écarte",
            "écartée par", "Listes",
        ],
        "es": [
            "Regla", "Cuándo", "Consecuencia", "Excepciones", "Derecho", "Frase", "En vigor", "Certeza",
            "Consulta y comunicación", "Transferencia y lugar de almacenamiento", "Supresión",
            "Rectificación", "Conservación", "Plazos de respuesta", "Notificaciones", "siempre",
            "desde el", "hasta el", "seguro", "lectura común", "controvertido",
            "una persona debe confirmar", "desplaza", "desplazada por", "Listas",
        ],
        "nl": [
            "Regel", "Wanneer", "Gevolg", "Uitzonderingen", "Recht", "Zin", "Van kracht", "Zekerheid",
            "Inzage en verstrekking", "Doorgifte en plaats van opslag", "Wissing", "Rectificatie",
            "Bewaring", "Antwoordtermijnen", "Kennisgevingen", "altijd", "vanaf", "tot en met", "vast",
            "gangbare lezing", "omstreden", "een mens moet bevestigen", "gaat voor",
            "moet wijken voor", "Lijsten",
        ],
    ]
}
