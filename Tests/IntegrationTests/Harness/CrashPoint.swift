import VaultModel

/// One reaching of a durable step: where a process dies or a step fails.
struct CrashPoint: Hashable, Sendable, CustomStringConvertible {
    let step: DurableStep
    /// Which time the step is reached, counted from 1.
    let time: Int

    /// As the program is told: `safe.new-key-written#2`.
    var description: String { "\(step.rawValue)#\(time)" }
}
