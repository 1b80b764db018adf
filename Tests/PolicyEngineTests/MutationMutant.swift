import PolicyEngine

/// A rule of which one thing was changed.
struct MutationMutant: Sendable {
    /// What was changed, in a few words.
    let change: String
    /// The rule with the change.
    let rule: Rule
}
