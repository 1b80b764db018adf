/// Something that goes with an outcome: whom to tell, what to note.
public struct Obligation: Hashable, Sendable {
    /// A word of the vocabulary: `inform_subject`, `log_access`, `notify_recipients`, `record_basis`, `restrict_use`, ...
    public let duty: String
    /// What belongs to it, words of the vocabulary, such as `complaint_authority`, `court_remedy`.
    public let content: [String]

    /// Makes an obligation.
    public init(duty: String, content: [String] = []) {
        self.duty = duty
        self.content = content
    }
}
