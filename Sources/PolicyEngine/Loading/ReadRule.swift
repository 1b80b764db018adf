/// A rule as it stands in its file.
struct ReadRule {
    /// The id.
    let id: String
    /// The kind of decision, when it can be read.
    let decision: DecisionKind?
    /// Where it begins.
    let place: SourcePlace
    /// The rules that it sets aside.
    let exceptionTo: [ReadPack.Reference]
    /// The conditions with their lines.
    let conditions: PlacedConditions
    /// The rule; `nil` when something is wrong with it.
    let rule: Rule?
}
