/// The rules of one kind of decision.
struct KindPlan: Sendable {
    /// The rules of this kind, by pack and id.
    let rules: [Int]
    /// These rules and all that can set them aside, directly or not; defeaters come before what they defeat.
    let closure: [Int]
}
