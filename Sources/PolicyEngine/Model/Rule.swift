public import VaultModel

/// One rule of a pack.
public struct Rule: Hashable, Sendable {
    /// The stable id: `de.retain.core`.
    public let id: String
    /// The pack it stands in.
    public let pack: String
    /// What it decides.
    public let decision: DecisionKind
    /// The first day on which it is law; `nil` for always.
    public let inForceFrom: Day?
    /// The last day on which it is law; `nil` for no end in sight.
    public let inForceTo: Day?
    /// When it holds.
    public let when: Conditions
    /// What it says then.
    public let effect: Effect
    /// The rules that it sets aside when it holds, in its own or another pack.
    public let exceptionTo: [String]
    /// What goes with it.
    public let obligations: [Obligation]
    /// The basis of a transfer: `adequacy`, `scc`, `bcr`, `derogation_49_1_a`, ...
    public let basis: String?
    /// The authority that decides instead, for `refer`.
    public let referTo: String?
    /// Where it stands in the law; at least one.
    public let citations: [Citation]
    /// One sentence fit for a letter to a patient, by language code.
    ///
    /// `en` is always there. It may hold `{keep_until}`.
    public let plain: [String: String]
    /// How sure the authors are.
    public let confidence: Confidence
    /// Whether a person must confirm before anything is done by it; always for `contested`.
    public let needsConfirmation: Bool
    /// For an entry of a house schedule: why, on whose word, and until when.
    public let house: HouseTerms?
    /// Where it stands: file and line.
    public let place: SourcePlace

    /// Makes a rule.
    public init(
        id: String,
        pack: String,
        decision: DecisionKind,
        inForceFrom: Day?,
        inForceTo: Day?,
        when: Conditions,
        effect: Effect,
        exceptionTo: [String],
        obligations: [Obligation],
        basis: String?,
        referTo: String?,
        citations: [Citation],
        plain: [String: String],
        confidence: Confidence,
        needsConfirmation: Bool,
        house: HouseTerms? = nil,
        place: SourcePlace
    ) {
        self.id = id
        self.pack = pack
        self.decision = decision
        self.inForceFrom = inForceFrom
        self.inForceTo = inForceTo
        self.when = when
        self.effect = effect
        self.exceptionTo = exceptionTo
        self.obligations = obligations
        self.basis = basis
        self.referTo = referTo
        self.citations = citations
        self.plain = plain
        self.confidence = confidence
        self.needsConfirmation = needsConfirmation
        self.house = house
        self.place = place
    }
}
