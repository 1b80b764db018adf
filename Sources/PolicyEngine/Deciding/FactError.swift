/// A fact that cannot be taken.
public struct FactError: Error, Hashable, CustomStringConvertible {
    /// What is wrong with it.
    public enum Code: String, Hashable, Sendable {
        /// The vocabulary has no such fact.
        case unknownFact = "unknown_fact"
        /// The fact has values of another kind, or the word is not in its list.
        case wrongValue = "wrong_value"
        /// The engine computes the fact; nobody supplies it.
        case computed
    }

    /// What is wrong.
    public let code: Code
    /// The name of the fact.
    public let fact: String
    /// A sentence for people, with what would be right, but without the value that was given.
    public let description: String

    /// Makes an error.
    public init(_ code: Code, fact: String, _ description: String) {
        self.code = code
        self.fact = fact
        self.description = description
    }
}
