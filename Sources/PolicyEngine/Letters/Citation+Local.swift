extension Citation {
    /// The citation as letters of a language write it; as the pack does where it cannot be translated.
    func local(in language: Language) -> String {
        guard let style = CitationStyle.of(language) else {
            return law == "Regulation (EU) 2016/679" ? "\(article) GDPR" : "\(article) \(law)"
        }
        let place = CitationPlace.text(article, in: style) ?? article
        if let name = style.names[law] {
            let template = place == article ? style.placeOfLaw : style.placeOfNamedLaw
            return template.filling(["place": place, "law": name])
        }
        let kind = style.kinds.first { law.hasPrefix($0.english) }
        let name = kind.map { $0.local + law.dropFirst($0.english.count) } ?? law
        return style.placeOfLaw.filling(["place": place, "law": name])
    }
}
