/// A letter to the person who asked.
public enum LetterKind: String, CaseIterable, Hashable, Sendable {
    /// Nothing is done that was asked for (GDPR Art 12(4)).
    case refusal
    /// A part is done, a part is not (GDPR Art 12(4)).
    case partialRefusal = "partial-refusal"
    /// Everything that was asked for was erased (GDPR Art 12(3), 17, 19).
    case erasure
    /// The answer takes longer (GDPR Art 12(3)).
    case `extension`
    /// What was corrected, added, or left as it is (GDPR Art 16, 12(4), 19).
    case rectification
    /// Something is needed from the person: a fact, or proof of who it is (GDPR Art 12(6)).
    case question
    /// Another authority decides.
    case referral

    /// The letter that answers a request on which these decisions were made.
    ///
    /// `nil` when they are about different requests, or when no letter goes with them: what may simply be shown is
    /// shown.
    public static func answering(_ decisions: [Decision]) -> Self? {
        guard let kind = decisions.first?.kind, decisions.allSatisfy({ $0.kind == kind }) else { return nil }
        let shares = Set(decisions.map { LetterShare($0.outcome) })
        switch kind {
        case .rectify: return shares.contains(.undecided) ? nil : .rectification
        case .erase, .disclose:
            switch shares {
            case [.refused]: return .refusal
            case [.done]: return kind == .erase ? .erasure : nil
            case [.referred]: return .referral
            default: return shares.contains(.undecided) ? nil : .partialRefusal
            }
        case .transfer, .retain, .respond, .notify: return nil
        }
    }
}
