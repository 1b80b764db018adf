/// A rule as a combining algorithm sees it.
struct CombiningItem {
    /// What it states.
    let outcome: Outcome
    /// Whether it names a basis for a transfer.
    let hasBasis: Bool
    /// Whether the days are known from which its deadlines count.
    let hasDays: Bool
    /// Whether it stands; never `no`.
    let stands: Truth
}
