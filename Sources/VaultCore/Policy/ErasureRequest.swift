internal import VaultModel

/// What somebody asks to be erased, as the rules and the certificate need to know it.
public struct ErasureRequest: Sendable {
    /// Why, in words; it stands on the certificate.
    public let ground: String
    /// Facts about the request, such as `request.ground` and `request.received`, as given.
    public let facts: [String: String]
    /// Whether a person confirms what the rules want confirmed.
    public let isConfirmed: Bool

    /// The longest ground, in characters (Unicode scalars).
    private static let maximumGround = 500

    /// Makes a request.
    ///
    /// - Throws: ``VaultError`` with `denied` without a ground, `invalidInput` for one that a certificate cannot
    ///   print: found after the fence, it could not be mended any more.
    public init(ground: String?, facts: [String: String] = [:], isConfirmed: Bool = false) throws {
        guard let ground, ground.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw VaultError(.denied, "erasing needs a stated ground (--ground TEXT)")
        }
        guard ground.isPrintableLine, ground.unicodeScalars.count <= Self.maximumGround else {
            throw VaultError(
                .invalidInput,
                "the certificate prints the ground: --ground takes one line of 1 to \(Self.maximumGround) characters "
                    + "without control characters"
            )
        }
        self.ground = ground
        self.facts = facts
        self.isConfirmed = isConfirmed
    }
}
