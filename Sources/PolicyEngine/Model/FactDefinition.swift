/// One fact of the closed vocabulary.
public struct FactDefinition: Hashable, Sendable {
    /// How a derived fact is computed.
    public enum Derivation: Hashable, Sendable {
        /// Completed years from one day fact to another.
        case age(from: String, at: String)
        /// Whether a day fact is known and not after the day of the decision.
        case hasHappened(String)
        /// Whether a word fact has one of these words, as "the destination is in the EEA".
        case oneOf(fact: String, Set<String>)
        /// Whether an adequacy decision covers the destination that a word fact names.
        case adequacy(of: String)
        /// By the retention rules; the engine knows these by name.
        case retention
    }

    /// The name, such as `record.class`: lower-case words with dots and underscores.
    public let name: String
    /// What values it has.
    public let kind: FactKind
    /// Who supplies it.
    public let source: FactSource
    /// What it means, as a noun phrase that fits into "A fact is missing: ...".
    public let plain: String
    /// How it is computed; `nil` when somebody supplies it.
    public let derivation: Derivation?
    /// What holds when nobody has said anything, such as "no claim is on file"; `nil` for facts that must be known.
    public let otherwise: FactValue?

    /// Makes a definition.
    public init(
        name: String,
        kind: FactKind,
        source: FactSource,
        plain: String,
        derivation: Derivation? = nil,
        otherwise: FactValue? = nil
    ) {
        self.name = name
        self.kind = kind
        self.source = source
        self.plain = plain
        self.derivation = derivation
        self.otherwise = otherwise
    }
}
