public import VaultModel

/// The answer to one question, and all that explains it.
public struct Decision: Hashable, Sendable {
    /// The question.
    public let kind: DecisionKind
    /// The day it was asked for.
    public let asOf: Day
    /// The answer.
    public let outcome: Outcome
    /// Why, in sentences without a full stop, where neither a rule nor a missing fact says so by itself.
    public let otherReasons: [String]
    /// The packs that apply, by id.
    public let packs: [String]
    /// The rules that hold and were not set aside: those of the kind, then those of retention and answers.
    public let fired: [RuleUse]
    /// The rules that hold but were set aside, and by which.
    public let defeated: [DefeatedRule]
    /// The rules of which it is not known whether they hold.
    public let undecided: [String]
    /// The known facts that these rules look at.
    public let factsUsed: [String: FactValue]
    /// Those of ``factsUsed`` that nobody stated: the vocabulary says what holds otherwise.
    public let assumed: [String]
    /// The facts that are missing and could change the answer.
    public let missing: [String]
    /// What these facts mean, as noun phrases, in the same order.
    public let missingInWords: [String]
    /// Where it stands in the law.
    public let citations: [Citation]
    /// What goes with the answer, one entry for each duty; rules that the answer overrides add nothing.
    public let obligations: [Obligation]
    /// The last day of the running period of retention.
    public let keepUntil: CountedDate?
    /// The last day on which the strongest source that runs keeps it, when a weaker one keeps it longer.
    public let dutyUntil: CountedDate?
    /// Whether it must be kept without end.
    public let keepsForever: Bool
    /// The facts that stop the period from ending as long as they hold.
    public let suspendedBy: [String]
    /// The last day on which it may be kept.
    public let destroyAfter: CountedDate?
    /// What the law wants when the period is over.
    public let afterwards: RetentionEffect.Afterwards?
    /// By when the request must be answered; for notices the first day by which somebody must be told.
    public let due: CountedDate?
    /// Who must be told.
    public let tasks: [DatedTask]
    /// All dates that were counted, by rule.
    public let dates: [DecisionDate]
    /// The basis of a transfer.
    public let basis: String?
    /// The authority that decides instead.
    public let referTo: String?
    /// Whether it is kept against a request, so that its use is restricted.
    public let restrictsUse: Bool
    /// Why a person must confirm before anything is done, in sentences without a full stop.
    public let confirmations: [String]

    /// Why, in sentences without a full stop, where no rule says so by itself.
    public var reasons: [String] { missingInWords.map { "A fact is missing: \($0)" } + otherReasons }

    /// Whether a person must confirm before anything is done.
    public var needsConfirmation: Bool { outcome == .escalate || !confirmations.isEmpty }
}
