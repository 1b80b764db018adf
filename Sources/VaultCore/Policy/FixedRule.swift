internal import VaultCrypto

/// The one fixed rule that decides until a rulebook is published.
///
/// Reading needs a stated purpose by the controller's own staff; storing needs a member of staff; erasing needs a
/// member of staff and a stated ground. It knows no law: whether a record must be kept is not asked.
public struct FixedRule: PolicyPort {
    /// The rule in words; its digest stands on certificates.
    public static let text = """
        Lethe fixed rule 1. Reading: by the controller's own staff, for a stated purpose. \
        Storing: by the controller's own staff. Erasing: by the controller's own staff, on a stated ground. \
        No retention law is applied.
        """

    /// Makes the rule.
    public init() {}

    /// The name and the digest of ``text``.
    public var rulebook: RulebookReference {
        RulebookReference(name: "Fixed rule 1 (no law applied)", digest: SHA256.hash(Array(Self.text.utf8)))
    }

    /// Decides by the fixed rule.
    public func decide(_ question: PolicyQuestion) -> PolicyAnswer {
        let reasons: [String?] =
            switch question {
            case .read(let staff, let purpose):
                [
                    staff == nil ? "reading needs a member of staff (--as NAME)" : nil,
                    purpose == nil ? "reading needs a stated purpose (--purpose CODE)" : nil,
                ]
            case .store(let staff):
                [staff == nil ? "storing needs a member of staff (--as NAME)" : nil]
            case .erase(let staff, let ground):
                [
                    staff == nil ? "erasing needs a member of staff (--as NAME)" : nil,
                    Self.isStated(ground) ? nil : "erasing needs a stated ground (--ground TEXT)",
                ]
            }
        let given = reasons.compactMap { $0 }
        return given.isEmpty ? .permit : .deny(reasons: given)
    }

    private static func isStated(_ ground: String?) -> Bool {
        ground?.unicodeScalars.contains { !$0.properties.isWhitespace } ?? false
    }
}
