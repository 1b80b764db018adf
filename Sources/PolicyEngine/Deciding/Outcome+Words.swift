extension Outcome {
    /// The outcome as a verb for sentences: "a rule says erase".
    var verb: String { rawValue.split(separator: "_").joined(separator: " ") }

    /// Whether a rule that states this supports a decision with that outcome.
    ///
    /// A permit that a deny overrides holds, but decides nothing, and what it asks for is not asked for.
    func supports(_ outcome: Self) -> Bool {
        let permits: Set<Self> = [.permit, .permitWithConditions]
        let corrections: Set<Self> = [.overwriteOK, .addendum, .refuseWithStatement]
        return self == outcome || permits.isSuperset(of: [self, outcome])
            || corrections.isSuperset(of: [self, outcome])
    }
}
