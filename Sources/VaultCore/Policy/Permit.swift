/// Proof that the rulebook was asked and said yes; nothing can be read, stored or erased without one.
///
/// Only ``Permit/grant(_:by:)`` makes it, so every path to a record leads through the rulebook.
struct Permit: Sendable {
    private init() {}

    /// Asks the rulebook.
    ///
    /// - Throws: ``VaultError/Code/denied`` with the reasons.
    static func grant(_ question: PolicyQuestion, by policy: any PolicyPort) throws -> Permit {
        switch policy.decide(question) {
        case .permit: return Permit()
        case .deny(let reasons): throw VaultError(.denied, reasons.joined(separator: "; "))
        }
    }
}
