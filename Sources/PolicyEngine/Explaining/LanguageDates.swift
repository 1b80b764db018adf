internal import VaultModel

/// Words and dates in the languages of letters.
struct LanguageDates {
    /// The languages that it knows.
    static let known: Set<String> = Set(months.keys)

    private let language: String

    /// Takes a language; English stands in for those that are not known.
    init(_ language: String) {
        self.language = Self.months[language] == nil ? "en" : language
    }

    /// A day: `2 March 2026`, `2. März 2026`, `2 mars 2026`, `2 de marzo de 2026`, `2 maart 2026`.
    func text(_ day: Day) -> String {
        let month = Self.months[language]?[day.month - 1] ?? "\(day.month)"
        switch language {
        case "de": return "\(day.day). \(month) \(day.year)"
        case "fr": return "\(day.day == 1 ? "1er" : String(day.day)) \(month) \(day.year)"
        case "es": return "\(day.day) de \(month) de \(day.year)"
        default: return "\(day.day) \(month) \(day.year)"
        }
    }

    /// Stands for a day when there is none, because the period has no end.
    var withoutEnd: String {
        switch language {
        case "de": "auf unbestimmte Zeit"
        case "fr": "une date indéterminée"
        case "es": "una fecha indeterminada"
        case "nl": "onbepaalde tijd"
        default: "further notice"
        }
    }

    /// Stands for a day that cannot be said.
    var notKnown: String {
        switch language {
        case "de": "zu einem noch nicht feststehenden Tag"
        case "fr": "une date qui n'est pas encore connue"
        case "es": "una fecha que aún no se conoce"
        case "nl": "een nog niet bekende dag"
        default: "a day that is not known yet"
        }
    }

    private static let months: [String: [String]] = [
        "en": [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        "de": [
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
            "November", "Dezember",
        ],
        "fr": [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
            "novembre", "décembre",
        ],
        "es": [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ],
        "nl": [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
            "oktober",
            "november", "december",
        ],
    ]
}
