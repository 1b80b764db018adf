internal import VaultCrypto
public import VaultModel

/// An order that a key safe was given and has not carried out: it waits for approvals, or for time to pass.
public struct WaitingOrder: Hashable, Sendable {
    /// What is ordered.
    public let order: SafeOrder
    /// When the key safe first heard of it.
    public let at: Timestamp
    /// The approvals that were handed in.
    public internal(set) var approvals: [Approval]

    /// Who of some approvers has approved; each counts once.
    func approved(by approvers: [Approver], at now: Timestamp) -> [Approver] {
        let signers = approvals.compactMap { $0.signer(among: approvers, of: order, at: now) }
        return approvers.filter(signers.contains)
    }

    /// How it stands under limits that are in force, in a sentence's words.
    public func standing(under limits: SafeLimits, at now: Timestamp) -> OrderStanding {
        let signers = approved(by: limits.approvers, at: now)
        var ready = at
        if case .destroy(.expiry, _, _, _, _) = order.content {
            ready = Timestamp(secondsSinceEpoch: at.secondsSinceEpoch + limits.coolingOff)
        }
        return OrderStanding(approvedBy: signers.map(\.name), of: limits.approvals, notBefore: ready)
    }

    /// The order with its approvals, as canonical JSON.
    public var json: CanonicalJSON {
        .object([
            "approvals": .array(approvals.map { .string($0.text) }), "at": .string(at.description),
            "order": order.json,
        ])
    }

    init(order: SafeOrder, at: Timestamp, approvals: [Approval] = []) {
        self.order = order
        self.at = at
        self.approvals = approvals
    }

    /// Reads exactly what ``json`` writes; anything else is `nil`.
    public init?(_ json: CanonicalJSON) {
        guard let order = json["order"].flatMap(SafeOrder.init),
            let at = json["at"]?.stringValue.flatMap({ Timestamp(iso8601: $0) }),
            let approvals = json["approvals"]?.arrayValue?.map({ $0.stringValue.flatMap { Approval($0) } })
        else { return nil }
        self.init(order: order, at: at, approvals: approvals.compactMap(\.self))
        guard self.json == json else { return nil }
    }
}
