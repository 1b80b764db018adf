extension LetterWriter {
    /// The answer in a sentence or two.
    func verdict() throws(LetterError) -> String {
        let shares = Set(decisions.map { LetterShare($0.outcome) })
        let text = template(items.first?.decision.kind, shares)
        let isDone = !shares.isDisjoint(with: [.done, .added]) && items.first?.decision.kind != .disclose
        guard isDone else { return text }
        guard let day = details.doneOn else {
            throw LetterError(
                .notDone,
                "the letter says that something was done; name the day on which it was"
            )
        }
        return text.filling(["day": dates.text(day)])
    }

    private func template(_ kind: DecisionKind?, _ shares: Set<LetterShare>) -> String {
        let verdicts = words.verdicts
        return switch (kind, shares) {
        case (_, [.referred]): verdicts.referred
        case (.rectify, [.done]): verdicts.corrected
        case (.rectify, [.added]): verdicts.added
        case (.rectify, [.refused]): verdicts.correctionRefused
        case (.rectify, _): verdicts.correctedInPart
        case (.disclose, [.refused]): verdicts.accessRefused
        case (.disclose, _): verdicts.shownInPart
        case (_, [.refused]): verdicts.erasureRefused
        case (_, [.done]): verdicts.erased
        default: verdicts.erasedInPart
        }
    }
}
