/// How a language writes places in the law.
struct CitationStyle {
    /// Templates with `{n}` for what is counted.
    let article: String
    let section: String?
    let paragraph: String
    let point: String
    let sentence: String
    let number: String
    let recital: String
    /// Between the first and the last of a range.
    let to: String
    /// Between place and law: `{place}` and `{law}`.
    let placeOfLaw: String
    /// The same for laws with a short name of their own that takes an article.
    let placeOfNamedLaw: String
    /// Laws by their English name.
    let names: [String: String]
    /// Beginnings of English names, for laws that have a number.
    let kinds: [(english: String, local: String)]

    static func of(_ language: Language) -> Self? {
        switch language {
        case .english: nil
        case .german: german
        case .french: french
        case .spanish: spanish
        case .dutch: dutch
        }
    }

    private static let german = Self(
        article: "Art. {n}",
        section: "§ {n}",
        paragraph: " Abs. {n}",
        point: " Buchst. {n}",
        sentence: " Satz {n}",
        number: " Nr. {n}",
        recital: "Erwägungsgrund {n}",
        to: " bis ",
        placeOfLaw: "{place} {law}",
        placeOfNamedLaw: "{place} {law}",
        names: ["Regulation (EU) 2016/679": "DSGVO", "CJEU": "EuGH"],
        kinds: [
            ("Regulation (EU) ", "Verordnung (EU) "),
            ("Regulation (EEC, Euratom) No ", "Verordnung (EWG, Euratom) Nr. "),
            ("Directive ", "Richtlinie "),
        ]
    )

    private static let french = Self(
        article: "art. {n}",
        section: nil,
        paragraph: ".{n}",
        point: ".{n}",
        sentence: ", phrase {n}",
        number: ", n° {n}",
        recital: "considérant {n}",
        to: " à ",
        placeOfLaw: "{place}, {law}",
        placeOfNamedLaw: "{place} du {law}",
        names: ["Regulation (EU) 2016/679": "RGPD", "CJEU": "CJUE"],
        kinds: [
            ("Regulation (EU) ", "règlement (UE) "),
            ("Regulation (EEC, Euratom) No ", "règlement (CEE, Euratom) n° "), ("Directive ", "directive "),
        ]
    )

    private static let spanish = Self(
        article: "art. {n}",
        section: nil,
        paragraph: ".{n}",
        point: ".{n})",
        sentence: ", frase {n}",
        number: ", n.º {n}",
        recital: "considerando {n}",
        to: " a ",
        placeOfLaw: "{place}, {law}",
        placeOfNamedLaw: "{place} del {law}",
        names: ["Regulation (EU) 2016/679": "RGPD", "CJEU": "TJUE"],
        kinds: [
            ("Regulation (EU) ", "Reglamento (UE) "),
            ("Regulation (EEC, Euratom) No ", "Reglamento (CEE, Euratom) n.º "), ("Directive ", "Directiva "),
        ]
    )

    private static let dutch = Self(
        article: "art. {n}",
        section: nil,
        paragraph: " lid {n}",
        point: " onder {n}",
        sentence: " zin {n}",
        number: " nr. {n}",
        recital: "overweging {n}",
        to: " tot en met ",
        placeOfLaw: "{place} {law}",
        placeOfNamedLaw: "{place} {law}",
        names: ["Regulation (EU) 2016/679": "AVG", "CJEU": "HvJ EU"],
        kinds: [
            ("Regulation (EU) ", "Verordening (EU) "),
            ("Regulation (EEC, Euratom) No ", "Verordening (EEG, Euratom) nr. "),
            ("Directive ", "Richtlijn "),
        ]
    )
}
