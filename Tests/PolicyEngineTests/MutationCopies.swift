import PolicyEngine
import VaultModel

extension Rule {
    /// Whether a person must confirm what it decides.
    var asks: Bool { needsConfirmation || confidence == .contested }

    /// The same rule with some of it changed.
    func changed(
        inForceFrom: Day?? = nil,
        inForceTo: Day?? = nil,
        when: Conditions? = nil,
        effect: Effect? = nil,
        exceptionTo: [String]? = nil,
        basis: String?? = nil,
        asks: Bool? = nil
    ) -> Self {
        Self(
            id: id,
            pack: pack,
            decision: decision,
            inForceFrom: inForceFrom ?? self.inForceFrom,
            inForceTo: inForceTo ?? self.inForceTo,
            when: when ?? self.when,
            effect: effect ?? self.effect,
            exceptionTo: exceptionTo ?? self.exceptionTo,
            obligations: obligations,
            basis: basis ?? self.basis,
            referTo: referTo,
            citations: citations,
            plain: plain,
            confidence: asks == false && confidence == .contested ? .majority : confidence,
            needsConfirmation: asks ?? needsConfirmation,
            place: place
        )
    }
}

extension Pack {
    /// The same pack with other rules.
    func with(_ rules: [Rule]) -> Self {
        Self(
            id: id,
            jurisdiction: jurisdiction,
            title: title,
            languages: languages,
            extends: extends,
            attachesWhen: attachesWhen,
            reviewBy: reviewBy,
            remedies: remedies,
            rules: rules,
            tests: tests
        )
    }
}

extension Rulebook {
    /// The same rulebook with other packs.
    func with(_ packs: [String: Pack]) -> Self {
        Self(
            vocabulary: vocabulary,
            packs: packs,
            calendars: calendars,
            adequacy: adequacy,
            classes: classes
        )
    }
}

extension FactValue {
    /// The value in few letters.
    var name: String {
        switch self {
        case .word(let word): word
        case .yesNo(let isTrue): "\(isTrue)"
        case .number(let number): "\(number)"
        case .day(let day): "\(day)"
        }
    }
}
