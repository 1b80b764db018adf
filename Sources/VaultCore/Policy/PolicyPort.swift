/// Where decisions come from.
///
/// The policy engine serves this port; until a rulebook is published, ``FixedRule`` does.
public protocol PolicyPort: Sendable {
    /// The rulebook that decides.
    var rulebook: RulebookReference { get }

    /// Decides a question; whatever it does not understand it denies.
    func decide(_ question: PolicyQuestion) -> PolicyAnswer
}
