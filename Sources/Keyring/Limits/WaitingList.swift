internal import VaultModel

/// The orders that a key safe keeps waiting; public.
struct WaitingList: Hashable, Sendable {
    /// The largest number of orders; more are refused.
    static let maximumCount = 256
    /// The largest number of approvals of one order.
    static let maximumApprovals = SafeLimits.maximumApprovers
    /// How long an order is remembered before its place may be taken, in seconds: 90 days.
    static let memory: Int64 = 90 * 86_400
    static let limit = 1 << 26
    private static let format = "lethe.waiting.v1"

    private(set) var orders: [RequestID: WaitingOrder] = [:]

    /// An empty list.
    init() {}

    subscript(_ id: RequestID) -> WaitingOrder? {
        get { orders[id] }
        set { orders[id] = newValue }
    }

    /// Oldest first.
    var all: [WaitingOrder] {
        orders.values.sorted { ($0.at, $0.order.request) < ($1.at, $1.order.request) }
    }

    /// Drops what is not wanted any more.
    mutating func drop(where isDone: (WaitingOrder) -> Bool) {
        orders = orders.filter { !isDone($0.value) }
    }

    /// What two places together know: each order since it was first heard of, with all its approvals.
    func merged(with other: WaitingList) -> WaitingList {
        var list = self
        for (id, theirs) in other.orders {
            guard let mine = list.orders[id], mine.order == theirs.order else {
                list.orders[id] = list.orders[id] ?? theirs
                continue
            }
            var approvals = mine.approvals
            approvals += theirs.approvals.filter { !approvals.contains($0) }
            list.orders[id] = WaitingOrder(
                order: mine.order,
                at: min(mine.at, theirs.at),
                approvals: Array(approvals.prefix(Self.maximumApprovals))
            )
        }
        return list
    }

    /// The content of the file `waiting`.
    var encoded: [UInt8] {
        CanonicalJSON.object(["format": .string(Self.format), "orders": .array(all.map(\.json))]).encoded
    }

    /// Reads exactly what ``encoded`` writes; anything else is `nil`.
    init?(decoding bytes: [UInt8]) {
        guard let json = try? CanonicalJSON(decoding: bytes), json["format"]?.stringValue == Self.format,
            json.hasMembers(["format", "orders"]), let list = json["orders"]?.arrayValue
        else { return nil }
        for item in list {
            guard let order = WaitingOrder(item) else { return nil }
            orders[order.order.request] = order
        }
        guard orders.count == list.count else { return nil }
    }
}
