public import VaultCrypto
public import VaultModel

/// An approver's signature on one order: a JWS in compact form (RFC 7515) with EdDSA (RFC 8037).
public struct Approval: Hashable, Sendable {
    /// How long an approval counts at most, in seconds: 31 days.
    public static let longest: Int64 = 31 * 86_400
    static let type = "lethe-approval+jwt"
    private static let format = "lethe.approval.v1"
    private static let maximumSize = 1 << 17

    /// The whole JWS.
    public let text: String
    /// What is approved.
    public let order: SafeOrder
    /// The moment from which it does not count any more.
    public let until: Timestamp
    private let jws: JSONWebSignature

    /// Signs an order.
    public init(of order: SafeOrder, until: Timestamp, with key: borrowing SigningKey) {
        jws = JSONWebSignature(
            signing: Self.payload(order, until),
            type: Self.type,
            keyID: Hex.encode(key.publicKey.bytes),
            with: key
        )
        text = jws.text
        self.order = order
        self.until = until
    }

    /// Parses an approval, whose signature is not checked by that; anything not in exactly this form is `nil`.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumSize, let jws = JSONWebSignature(text, type: Self.type),
            let json = try? CanonicalJSON(decoding: jws.payload),
            let order = json["order"].flatMap(SafeOrder.init),
            let until = json["until"]?.stringValue.flatMap({ Timestamp(iso8601: $0) }),
            jws.payload == Self.payload(order, until)
        else { return nil }
        self.text = text
        self.order = order
        self.until = until
        self.jws = jws
    }

    /// Which of some approvers signed it, for the order given and counting now; `nil` when none did.
    func signer(among approvers: [Approver], of order: SafeOrder, at now: Timestamp) -> Approver? {
        let left = until.secondsSinceEpoch - now.secondsSinceEpoch
        guard self.order == order, left > 0, left <= Self.longest else { return nil }
        return approvers.first { Hex.encode($0.key.bytes) == jws.keyID && jws.isValid(for: $0.key) }
    }

    private static func payload(_ order: SafeOrder, _ until: Timestamp) -> [UInt8] {
        CanonicalJSON.object([
            "format": .string(format), "order": order.json, "until": .string(until.description),
        ]).encoded
    }
}
