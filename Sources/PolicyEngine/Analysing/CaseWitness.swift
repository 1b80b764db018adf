internal import VaultModel

/// A case that shows a finding: facts that can be put to ``PolicyEngine``.
public struct CaseWitness: Hashable, Sendable {
    /// The facts, by name; what is not there is as the vocabulary says, or does not matter.
    public let facts: [String: FactValue]
    /// Whether the engine was asked and shows the finding for these facts.
    ///
    /// Otherwise days that only the engine computes could not be found; it shows if these dates can occur together.
    public let isCertain: Bool

    /// The facts as `name=value`, by name, for the command line.
    public var arguments: [String] {
        facts.sorted { $0.key < $1.key }.map { name, value in
            switch value {
            case .yesNo(let isTrue): "\(name)=\(isTrue)"
            default: "\(name)=\(value.plain)"
            }
        }
    }

    /// The case as a command that explains it.
    func line(_ kind: DecisionKind, _ asOf: Day) -> String {
        let facts = arguments.map { "--fact \($0)" }.joined(separator: " ")
        return "\(isCertain ? "A case" : "A case, if these dates can occur together"): "
            + "lethe policy explain \(kind.rawValue) --as-of \(asOf) \(facts)"
    }
}
