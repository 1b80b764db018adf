/// What somebody asks to be erased, as the rules and the certificate need to know it.
public struct ErasureRequest: Sendable {
    /// Why, in words; it stands on the certificate.
    public let ground: String
    /// Facts about the request, such as `request.ground` and `request.received`, as given.
    public let facts: [String: String]
    /// Whether a person confirms what the rules want confirmed.
    public let isConfirmed: Bool

    /// Makes a request.
    ///
    /// - Throws: ``VaultError`` with `denied` without a ground, `invalidInput` for one that a certificate cannot
    ///   print: found after the fence, it could not be mended any more.
    public init(ground: String?, facts: [String: String] = [:], isConfirmed: Bool = false) throws {
        self.ground = try Ground.checked(ground, for: "erasing")
        self.facts = facts
        self.isConfirmed = isConfirmed
    }
}
