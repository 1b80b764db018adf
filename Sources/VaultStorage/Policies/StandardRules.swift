public import PolicyEngine

/// The files of `policies/`, compiled in: the rules that a controller begins with unless others are named.
public enum StandardRules {
    /// All files, with their paths below `policies/`.
    public static let files = EmbeddedRules.texts.map {
        RulebookFile(path: $0.path, bytes: Array($0.text.utf8))
    }
}
