/// The effect of a retention rule in numbers.
struct CompiledRetention: Sendable {
    let minimum: CompiledLimit
    let maximum: CompiledLimit
    let source: RetentionEffect.Source
    /// The fact that suspends it, or a negative number.
    let suspendedWhile: Int
}
