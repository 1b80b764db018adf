/// What somebody asks to be corrected, as the rules, the ledger and the certificate need to know it (GDPR Art 16).
public struct RectificationRequest: Sendable {
    /// Why, in words; it stands in the ledger's statement and on the certificate.
    public let ground: String
    /// Facts about the request and what follows from it, such as `rectification.object` and
    /// `disclosed_to_recipients`, as given.
    public let facts: [String: String]
    /// Whether a person confirms what the rules want confirmed.
    public let isConfirmed: Bool

    /// Makes a request.
    ///
    /// - Throws: ``VaultError`` with `denied` without a ground, `invalidInput` for one that a certificate cannot
    ///   print.
    public init(ground: String?, facts: [String: String] = [:], isConfirmed: Bool = false) throws {
        self.ground = try Ground.checked(ground, for: "correcting")
        self.facts = facts
        self.isConfirmed = isConfirmed
    }
}
