/// A rule in numbers.
struct CompiledRule: Sendable {
    let kind: DecisionKind
    let pack: Int32
    /// The first and the last day on which it is law.
    let from: Int32
    let to: Int32
    /// Its conditions: those of which all must hold, of which one must, of which none may.
    let all: Stretch
    let any: Stretch
    let none: Stretch
    /// The rules that set it aside, in the list of defeaters.
    let defeaters: Stretch
    /// Whether it stands in a circle of exceptions; then nothing can be said of it once it fires.
    let isCircular: Bool
    /// What it states, for disclose, transfer, erase and rectify; `escalate` stands for none in other kinds.
    let outcome: Outcome
    let hasBasis: Bool
    /// The retention effect by its number, or a negative number.
    let retention: Int32
    /// The facts from which its deadlines count, in the list of day facts.
    let deadlineFacts: Stretch
}
