internal import VaultModel

/// Days in sentences of the languages of letters.
struct LanguageDates {
    private static let token = "{keep_until}"

    private let language: Language

    /// Takes a language.
    init(_ language: Language) {
        self.language = language
    }

    /// Takes a code; English stands in for languages that are not known.
    init(_ code: String) {
        self.init(Language(rawValue: code) ?? .english)
    }

    /// A day: `2 March 2026`, `2. März 2026`, `2 mars 2026`, `2 de marzo de 2026`, `2 maart 2026`.
    func text(_ day: Day) -> String {
        let month = months[day.month - 1]
        return switch language {
        case .german: "\(day.day). \(month) \(day.year)"
        case .french: "\(day.day == 1 ? "1er" : String(day.day)) \(month) \(day.year)"
        case .spanish: "\(day.day) de \(month) de \(day.year)"
        case .english, .dutch: "\(day.day) \(month) \(day.year)"
        }
    }

    /// A sentence with the end of keeping for `{keep_until}`.
    ///
    /// Where there is no day, "until" and what belongs to it give way to words that fit.
    func filling(_ sentence: String, with end: EndOfKeeping) -> String {
        switch end {
        case .day(let day): sentence.replacing(Self.token, with: text(day))
        case .withoutEnd: filling(sentence, with: withoutEnd)
        case .notKnown: filling(sentence, with: notKnown)
        }
    }

    private func filling(_ sentence: String, with words: String) -> String {
        until.reduce(sentence) { $0.replacing("\($1) \(Self.token)", with: words) }
            .replacing(Self.token, with: words)
    }

    /// The words before a day that mean "until", longest first.
    private var until: [String] {
        switch language {
        case .english: ["until"]
        case .german: ["bis zum", "bis"]
        case .french: ["jusqu'au"]
        case .spanish: ["hasta el"]
        case .dutch: ["tot en met", "tot"]
        }
    }

    private var withoutEnd: String {
        switch language {
        case .english: "until further notice"
        case .german: "auf unbestimmte Zeit"
        case .french: "sans limite de durée"
        case .spanish: "por tiempo indefinido"
        case .dutch: "voor onbepaalde tijd"
        }
    }

    private var notKnown: String {
        switch language {
        case .english: "until a day that is not known yet"
        case .german: "bis zu einem noch nicht feststehenden Tag"
        case .french: "jusqu'à une date qui n'est pas encore connue"
        case .spanish: "hasta una fecha que aún no se conoce"
        case .dutch: "tot een nog niet bekende dag"
        }
    }

    private var months: [String] {
        let names =
            switch language {
            case .english:
                "January February March April May June July August September October November December"
            case .german:
                "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
            case .french:
                "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
            case .spanish:
                "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
            case .dutch:
                "januari februari maart april mei juni juli augustus september oktober november december"
            }
        return names.split(separator: " ").map(String.init)
    }
}
