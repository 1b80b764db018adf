internal import VaultModel

/// Why a record is to be moved to the patient to whom it belongs, and what the rules need to know of it.
public struct MoveRequest: Sendable {
    /// What a certificate says when no other ground is stated.
    public static let standardGround =
        "Art 5(1)(d) and 16 GDPR: it stood in the file of a patient to whom it does not belong"

    /// The longest reason, in characters (Unicode scalars).
    private static let maximumReason = 500

    /// Why, in words that stand on the certificate and name nobody.
    public let ground: String
    /// How it came about, in words that may name both patients; sealed in the office, shown to neither.
    public let reason: String
    /// Facts about the request and what follows from it, such as `disclosed_to_recipients`, as given.
    public let facts: [String: String]
    /// The course of care of the right patient that it belongs to; `nil` for none.
    public let episode: Int32?
    /// Whether a person confirms what the rules want confirmed.
    public let isConfirmed: Bool

    /// Makes a request.
    ///
    /// - Parameter ground: `nil` for ``standardGround``.
    /// - Throws: ``VaultError`` with `denied` without a reason, `invalidInput` for a ground that a certificate cannot print,
    ///   or a reason that is not one line.
    public init(
        ground: String? = nil,
        reason: String?,
        facts: [String: String] = [:],
        episode: Int32? = nil,
        isConfirmed: Bool = false
    ) throws {
        self.ground = try Ground.checked(ground ?? Self.standardGround, for: "moving")
        self.reason = try Self.checked(reason, for: "moving a record")
        self.facts = facts
        self.episode = episode
        self.isConfirmed = isConfirmed
    }

    /// A reason in one line.
    ///
    /// - Parameter act: What needs it.
    static func checked(_ reason: String?, for act: String) throws -> String {
        guard let reason, reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw VaultError(.denied, "\(act) needs a reason (--reason TEXT)")
        }
        guard reason.isPrintableLine, reason.unicodeScalars.count <= maximumReason else {
            throw VaultError(
                .invalidInput,
                "--reason takes one line of 1 to \(maximumReason) characters without control characters"
            )
        }
        return reason
    }
}
