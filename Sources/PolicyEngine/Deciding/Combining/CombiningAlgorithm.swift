/// How the standing rules of a kind of decision become one outcome.
///
/// Rules are shown one by one, pack by pack, in any order of packs and rules; the outcome does not depend on the order.
protocol CombiningAlgorithm {
    /// A rule as an algorithm sees it.
    typealias Item = CombiningItem

    /// Begins a pack that may be attached and has rules in force.
    mutating func begin(pack isAttached: Truth)
    /// Shows a rule that stands, or may stand.
    mutating func show(_ item: Item)
    /// Ends the pack.
    mutating func endPack()
    /// The outcome.
    var outcome: Outcome { get }
    /// Whether knowing if a rule stands could change the outcome; asked for rules that may stand.
    func couldChange(_ item: Item, isPackPermitting: Bool) -> Bool
}

extension CombiningAlgorithm {
    mutating func begin(pack isAttached: Truth) {}
    mutating func endPack() {}
}
