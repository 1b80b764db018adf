internal import VaultModel

extension LetterWriter {
    /// What becomes of the parts of the file, and why; records with the same fate together.
    func shares() throws(LetterError) -> [LetterSection] {
        var fates: [LetterShare: [LetterFate]] = [:]
        for item in items {
            let share = LetterShare(item.decision.outcome)
            let reasons = try reasons(of: item.decision)
            if let place = fates[share]?.firstIndex(where: { $0.paragraphs == reasons }) {
                fates[share]?[place].add(item)
            } else {
                fates[share, default: []].append(LetterFate(reasons, item))
            }
        }
        let isAlone = fates.count == 1
        return LetterShare.allCases.compactMap { share in
            guard let fates = fates[share] else { return nil }
            let needsLead = !isAlone || fates.count > 1
            return LetterSection(
                heading: isAlone ? words.headings.reasons : heading(share),
                paragraphs: fates.flatMap { lead($0, isNeeded: needsLead) + $0.paragraphs }
            )
        }
    }

    private func heading(_ share: LetterShare) -> String {
        switch share {
        case .done: words.headings.done
        case .inPart: words.headings.inPart
        case .added: words.headings.added
        case .refused, .undecided: words.headings.refused
        case .referred: words.headings.referred
        }
    }

    private func lead(_ fate: LetterFate, isNeeded: Bool) -> [LetterParagraph] {
        guard isNeeded || fate.count > 1 || !fate.names.isEmpty else { return [] }
        let text =
            fate.count == 1 ? words.onePart : words.parts.filling(["count": String(fate.count)])
        guard !fate.names.isEmpty else { return [plain("\(text).")] }
        return [plain("\(text)\(words.colon)")] + fate.names.map { plain($0, isListed: true) }
    }

    private func reasons(of decision: Decision) throws(LetterError) -> [LetterParagraph] {
        var paragraphs: [LetterParagraph] = []
        for rule in quoted(by: decision) { paragraphs.append(try quotation(of: rule, decision)) }
        if !decision.fired.contains(where: { $0.decision == decision.kind }) {
            switch decision.kind {
            case .erase: paragraphs.append(plain(words.noGround))
            case .disclose: paragraphs.append(plain(words.noPermission))
            default: break
            }
        }
        if let authority = decision.referTo {
            paragraphs.append(plain(words.authority.filling(["authority": authority])))
        }
        let keeping = keeping(decision)
        return keeping.isEmpty ? paragraphs : paragraphs + [plain(keeping.joined(separator: " "))]
    }

    /// The rules that decide, and the duties to keep that still run.
    private func quoted(by decision: Decision) -> [RuleUse] {
        let own = decision.fired.filter { $0.decision == decision.kind }
        let exact = own.filter { $0.outcome == decision.outcome }
        let deciding = exact.isEmpty ? own.filter { $0.outcome?.supports(decision.outcome) == true } : exact
        guard decision.kind == .erase, decision.outcome != .erase else { return deciding }
        return deciding + decision.fired.filter { $0.decision == .retain && isRunning($0.id, decision) }
    }

    private func isRunning(_ id: String, _ decision: Decision) -> Bool {
        guard case .retention(let effect) = sentences.rules[id]?.effect else { return false }
        if effect.minimum == .unlimited { return true }
        if let fact = effect.suspendedWhile, decision.suspendedBy.contains(fact) { return true }
        return decision.dates.contains {
            $0.rule == id && $0.meaning == .minimum && $0.date.day >= decision.asOf
        }
    }

    /// The sentence of a rule, and where it stands in the law.
    func quotation(of use: RuleUse, _ decision: Decision) throws(LetterError) -> LetterParagraph {
        guard let sentence = sentences.sentence(of: use.id, in: language.rawValue, for: decision) else {
            throw LetterError(.noWords, "the rule \(use.id) has no sentence for a letter")
        }
        let style = Language(rawValue: sentence.language) ?? .english
        // A house schedule is cited by its title; what stands behind it is for those who keep it.
        let isHouse = sentences.rules[use.id]?.house != nil
        let places = use.citations.map { isHouse ? $0.law : $0.local(in: style) }.joined(separator: "; ")
        return LetterParagraph(
            MarkedText(
                places.isEmpty ? sentence.text : "\(sentence.text) (\(places))",
                language: sentence.language
            )
        )
    }

    private func keeping(_ decision: Decision) -> [String] {
        guard decision.kind == .erase, decision.outcome != .erase else { return [] }
        var sentences: [String] = []
        if decision.keepsForever { sentences.append(words.keeping.withoutEnd) }
        if !decision.suspendedBy.isEmpty { sentences.append(words.keeping.suspended) }
        // Where a house keeps longer than the law, the law's day decides about a request.
        if let day = (decision.dutyUntil ?? decision.keepUntil)?.day {
            sentences.append(words.keeping.untilDay.filling(["day": dates.text(day)]))
        }
        if decision.restrictsUse { sentences.append(words.keeping.restricted) }
        if decision.dutyUntil != nil {
            sentences.append(words.keeping.free)
        } else if decision.keepUntil != nil, let afterwards = decision.afterwards {
            sentences.append(words.keeping.after(afterwards))
        }
        return sentences
    }
}
