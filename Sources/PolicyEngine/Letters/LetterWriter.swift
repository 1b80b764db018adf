internal import VaultModel

/// Writes the parts of a letter.
struct LetterWriter {
    let items: [LetterItem]
    let rulebook: Rulebook
    let language: Language
    let details: LetterDetails
    let words: LetterWords
    let dates: LanguageDates
    let sentences: RuleSentences

    init(
        _ items: [LetterItem],
        _ rulebook: Rulebook,
        _ language: Language,
        _ details: LetterDetails
    ) throws(LetterError) {
        guard let kind = items.first?.decision.kind else {
            throw LetterError(.unclear, "there is no decision to tell of")
        }
        guard items.allSatisfy({ $0.decision.kind == kind }) else {
            throw LetterError(.unclear, "the decisions answer different questions; write a letter for each")
        }
        self.items = items
        self.rulebook = rulebook
        self.language = language
        self.details = details
        words = LetterWords.of(language)
        dates = LanguageDates(language)
        sentences = RuleSentences(rulebook)
    }

    var decisions: [Decision] { items.map(\.decision) }

    func title(_ kind: LetterKind) -> String {
        let behind =
            switch kind {
            case .refusal: words.titles.refusal
            case .partialRefusal: words.titles.partialRefusal
            case .erasure: words.titles.erasure
            case .extension: words.titles.extension
            case .rectification: words.titles.rectification
            case .question: words.titles.question
            case .referral: words.titles.referral
            }
        return words.title.filling(["request": request, "kind": behind])
    }

    func sections(_ kind: LetterKind) throws(LetterError) -> [LetterSection] {
        switch kind {
        case .extension: return [try longer()]
        case .question: return [try question()]
        case .refusal, .partialRefusal, .erasure, .rectification, .referral: break
        }
        try refuseOpenDecisions()
        guard LetterKind.answering(decisions) == kind else { throw otherLetter }
        let opening = LetterSection(heading: nil, paragraphs: [plain("\(reference) \(try verdict())")])
        return [opening] + (try shares()) + recipients + (isGrantedInFull ? [] : try remedies())
    }

    /// What the letter is about, with the day on which the request came when that is known.
    var reference: String {
        guard case .day(let day) = decisions.compactMap({ $0.factsUsed["request.received"] }).first else {
            return words.about.filling(["request": request])
        }
        return words.received.filling(["request": request, "day": dates.text(day)])
    }

    private var request: String {
        switch items.first?.decision.kind {
        case .erase: words.requests.erasure
        case .disclose: words.requests.access
        case .rectify: words.requests.rectification
        default: words.requests.other
        }
    }

    private var isGrantedInFull: Bool { decisions.allSatisfy { LetterShare($0.outcome) == .done } }

    func plain(_ text: String, isListed: Bool = false) -> LetterParagraph {
        LetterParagraph(MarkedText(text, language: language.rawValue), isListed: isListed)
    }

    private func refuseOpenDecisions() throws(LetterError) {
        guard let place = items.firstIndex(where: \.isOpen) else { return }
        let decision = items[place].decision
        let because = decision.outcome == .escalate ? decision.reasons : decision.confirmations
        let what = decision.outcome == .escalate ? "make" : "confirm"
        let facts = decision.outcome == .escalate ? decision.missing : []
        throw LetterError(
            .undecided,
            "a person must first \(what) decision \(place + 1) of \(items.count) (\(decision.kind.rawValue)): "
                + because.map(\.withoutCapital).joined(separator: "; ")
                + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
        )
    }

    private var otherLetter: LetterError {
        guard let fitting = LetterKind.answering(decisions) else {
            return LetterError(.otherLetter, "no letter goes with these decisions")
        }
        return LetterError(
            .otherLetter,
            "these decisions call for another letter: \(fitting.rawValue)"
        )
    }
}
