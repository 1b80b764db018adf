/// The conditions of a rule with their lines.
struct PlacedConditions {
    /// Each must hold.
    var all: [PlacedCondition] = []
    /// At least one must hold, when there are any.
    var any: [PlacedCondition] = []
    /// None may hold.
    var none: [PlacedCondition] = []

    /// The conditions without lines.
    var conditions: Conditions {
        Conditions(all: all.map(\.condition), any: any.map(\.condition), none: none.map(\.condition))
    }
}
