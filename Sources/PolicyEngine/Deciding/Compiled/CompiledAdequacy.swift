/// An adequacy decision in numbers.
struct CompiledAdequacy: Sendable {
    /// The destination, as a word of the fact that names it.
    let country: Int32
    let from: Int32
    let to: Int32
    /// The fact that must hold, or a negative number; ``unanswerable`` when the vocabulary lacks it.
    let scope: Int

    static let unanswerable = -2
}
