internal import Synchronization
public import VaultCrypto
public import VaultModel

/// Derives the keys of slots and keeps the nodes of recently used patients opened, within a bound.
///
/// ## Guarantee
/// A key is never derived from a node that was cached before ``evict(_:)`` of a prefix that covers it returned.
public final class KeyDeriver: Sendable {
    fileprivate struct Chart: Hashable {
        let tree: TreeNumber
        let patient: PatientNumber
    }

    fileprivate struct State {
        var charts: [Chart: (cover: Cover, used: UInt64)] = [:]
        var nodes = 0
        var clock: UInt64 = 0
        /// Counts evictions, so that nodes fetched before one are not kept after it.
        var evictions: UInt64 = 0
    }

    private let safe: any KeySafe
    private let capacity: Int
    private let state = Mutex(State())

    /// Makes a deriver.
    ///
    /// - Parameters:
    ///   - safe: where the nodes come from.
    ///   - capacity: how many nodes of 32 secret bytes may stay opened.
    public init(safe: any KeySafe, capacity: Int = 16_384) {
        self.safe = safe
        self.capacity = capacity
    }

    /// Returns the key of a slot for what the binding says.
    ///
    /// With a cached patient it does not suspend and stays with its caller: changing threads costs more than deriving.
    ///
    /// - Throws: `KeyringError` with code `punctured` when the key was destroyed; what the key safe throws.
    public nonisolated(nonsending) func wrapKey(
        for slot: Slot,
        tree: TreeNumber,
        binding: KeyBinding
    ) async throws -> SecretBytes {
        let chart = Chart(tree: tree, patient: slot.patient)
        let prefix = Prefix.slot(slot, in: tree)
        while true {
            let (known, evictions) = state.withLock { ($0.use(chart), $0.evictions) }
            if let known { return try Self.key(of: prefix, in: known, binding: binding) }
            let cover = Cover(try await safe.nodes(under: .patient(slot.patient, in: tree)))
            let isFresh = state.withLock { state in
                guard state.evictions == evictions else { return false }
                state.keep(cover, for: chart, capacity: capacity)
                return true
            }
            // Something was destroyed meanwhile: what came may be older than that.
            if isFresh { return try Self.key(of: prefix, in: cover, binding: binding) }
        }
    }

    /// Forgets every opened node at, above or below a prefix.
    public func evict(_ prefix: Prefix) {
        state.withLock { state in
            state.evictions += 1
            let gone = state.charts.keys.filter { chart in
                let patient = Prefix.patient(chart.patient, in: chart.tree)
                return patient.covers(prefix) || prefix.covers(patient)
            }
            for chart in gone { state.forget(chart) }
        }
    }

    /// Forgets every opened node.
    public func evictAll() {
        state.withLock { state in
            state.evictions += 1
            state.charts = [:]
            state.nodes = 0
        }
    }

    /// How many nodes are opened now.
    public var openedNodes: Int { state.withLock(\.nodes) }

    private static func key(of prefix: Prefix, in cover: Cover, binding: KeyBinding) throws -> SecretBytes {
        guard let node = cover.node(covering: prefix) else {
            throw KeyringError(.punctured, "the key of this slot was destroyed")
        }
        return HKDF.expand(GGM.leafKey(of: prefix, from: node), info: binding.info, count: 32)
    }
}

extension KeyDeriver.State {
    fileprivate mutating func use(_ chart: KeyDeriver.Chart) -> Cover? {
        clock += 1
        charts[chart]?.used = clock
        return charts[chart]?.cover
    }

    fileprivate mutating func forget(_ chart: KeyDeriver.Chart) {
        if let entry = charts.removeValue(forKey: chart) { nodes -= entry.cover.nodes.count }
    }

    fileprivate mutating func keep(_ cover: Cover, for chart: KeyDeriver.Chart, capacity: Int) {
        forget(chart)
        guard cover.nodes.count <= capacity else { return }
        clock += 1
        charts[chart] = (cover, clock)
        nodes += cover.nodes.count
        guard nodes > capacity else { return }
        // Half of the room is made at once, so that the search for the oldest is rare.
        for (chart, _) in charts.sorted(by: { $0.value.used < $1.value.used }) where nodes > capacity / 2 {
            forget(chart)
        }
    }
}
