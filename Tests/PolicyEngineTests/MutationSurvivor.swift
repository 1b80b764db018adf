/// A mutant that no test notices.
struct MutationSurvivor: Sendable, CustomStringConvertible {
    let rule: String
    let change: String
    /// Why no test can notice it; `nil` when a test is missing.
    let reason: String?

    var description: String { "\(rule): \(change)" + (reason.map { " (\($0))" } ?? "") }
}
