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
        var charts: [Chart: (keys: PatientKeys, used: UInt64)] = [:]
        var nodes = 0
        var clock: UInt64 = 0
        /// What is lent for longer work, outside the cache.
        var loans: [UInt64: [(chart: Chart, keys: PatientKeys)]] = [:]
        /// Counts evictions, so that nodes fetched before one are not kept after it.
        var evictions: UInt64 = 0
    }

    private let safe: any KeySafe
    private let keyFiles: KeyFiles?
    private let capacity: Int
    private let state = Mutex(State())

    /// Makes a deriver.
    ///
    /// - Parameters:
    ///   - safe: where the nodes come from.
    ///   - keyFiles: where the keys of trees are that are gone, for older copies of the database.
    ///   - capacity: how many nodes of 32 secret bytes may stay opened.
    public init(safe: any KeySafe, keyFiles: KeyFiles? = nil, capacity: Int = 16_384) {
        self.safe = safe
        self.keyFiles = keyFiles
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
        while true {
            let keys = try await keys(of: slot.patient, in: tree)
            do throws(KeyringError) {
                return try keys.key(of: slot, for: binding)
            } catch {
                guard error.code == .evicted else { throw error }
            }
        }
    }

    /// Lends the live nodes of a patient, for keys that are derived where nobody may wait.
    ///
    /// - Throws: What the key safe throws.
    public nonisolated(nonsending) func keys(
        of patient: PatientNumber,
        in tree: TreeNumber
    ) async throws -> PatientKeys {
        let chart = Chart(tree: tree, patient: patient)
        while true {
            let (known, evictions) = state.withLock { ($0.use(chart), $0.evictions) }
            if let known { return known }
            let nodes = try await safe.nodes(under: .patient(patient, in: tree))
            let keys =
                try await nodes.isEmpty
                ? inherited(by: patient, of: tree)
                : PatientKeys(tree: tree, cover: Cover(nodes), lease: safe.lease)
            let isFresh = state.withLock { state in
                guard state.evictions == evictions else { return false }
                state.keep(keys, for: chart, capacity: capacity)
                return true
            }
            // Something was destroyed meanwhile: what came may be older than that.
            if isFresh { return keys }
        }
    }

    /// Lends the live nodes of many patients, best in order of their numbers, for one piece of work.
    ///
    /// They take no room from the patients that others read. An eviction takes them away all the same.
    /// - Throws: What the key safe and `body` throw.
    public func withKeys<Value>(
        of patients: [(number: PatientNumber, tree: TreeNumber)],
        _ body: ([PatientKeys]) async throws -> Value
    ) async throws -> Value {
        let charts = patients.map { Chart(tree: $0.tree, patient: $0.number) }
        while true {
            let evictions = state.withLock(\.evictions)
            let nodes = try await safe.nodes(underEach: charts.map { .patient($0.patient, in: $0.tree) })
            var keys: [PatientKeys] = []
            keys.reserveCapacity(charts.count)
            for (chart, nodes) in zip(charts, nodes) {
                keys.append(
                    try await nodes.isEmpty
                        ? inherited(by: chart.patient, of: chart.tree)
                        : PatientKeys(tree: chart.tree, cover: Cover(nodes), lease: safe.lease)
                )
            }
            let loan = zip(charts, keys).map { (chart: $0, keys: $1) }
            let number = state.withLock { $0.lend(loan, unlessAfter: evictions) }
            // Something was destroyed meanwhile: what came may be older than that.
            guard let number else { continue }
            defer { state.withLock { $0.loans[number] = nil } }
            return try await body(keys)
        }
    }

    /// The keys of a patient in a tree that is gone, as far as a key file has them.
    private nonisolated(nonsending) func inherited(
        by patient: PatientNumber,
        of tree: TreeNumber
    ) async throws -> PatientKeys {
        guard let legacy = try keyFiles?.leaves(of: patient, in: tree) else {
            return PatientKeys(tree: tree, cover: Cover([]))
        }
        // Outside the cache: what makes room there would take the successor away from whoever has these in hand.
        let next = legacy.leaves.successor
        let nodes = try await safe.nodes(under: .patient(patient, in: next))
        let successor =
            try await nodes.isEmpty
            ? inherited(by: patient, of: next)
            : PatientKeys(tree: next, cover: Cover(nodes), lease: safe.lease)
        return PatientKeys(tree: tree, cover: Cover([]), legacy: legacy, successor: successor)
    }

    /// Forgets every opened node at, above or below a prefix, in whatever tree: keys of one may open those of another.
    public func evict(_ prefix: Prefix) {
        state.withLock { state in
            state.evictions += 1
            for chart in state.charts.keys.filter({ $0.meets(prefix) }) { state.evict(chart) }
            for loan in state.loans.values {
                for (chart, keys) in loan where chart.meets(prefix) { keys.evict() }
            }
        }
    }

    /// Forgets every opened node.
    public func evictAll() {
        state.withLock { state in
            state.evictions += 1
            for chart in Array(state.charts.keys) { state.evict(chart) }
            for loan in state.loans.values { for (_, keys) in loan { keys.evict() } }
        }
    }

    /// How many nodes are opened now.
    public var openedNodes: Int { state.withLock(\.nodes) }
}

extension KeyDeriver.Chart {
    /// Whether a prefix is at, above or below this patient, in whatever tree.
    fileprivate func meets(_ prefix: Prefix) -> Bool {
        let patient = NodePath.patient(patient)
        return patient.isPrefix(of: prefix.path) || prefix.path.isPrefix(of: patient)
    }
}

extension KeyDeriver.State {
    /// Notes what is lent; `nil` when something was evicted since it was fetched.
    fileprivate mutating func lend(
        _ keys: [(chart: KeyDeriver.Chart, keys: PatientKeys)],
        unlessAfter evictions: UInt64
    ) -> UInt64? {
        guard evictions == self.evictions else { return nil }
        clock += 1
        loans[clock] = keys
        return clock
    }

    fileprivate mutating func use(_ chart: KeyDeriver.Chart) -> PatientKeys? {
        clock += 1
        charts[chart]?.used = clock
        return charts[chart]?.keys
    }

    /// Drops a patient from the cache and takes the keys away from who holds them.
    fileprivate mutating func evict(_ chart: KeyDeriver.Chart) {
        guard let entry = charts.removeValue(forKey: chart) else { return }
        entry.keys.evict()
        nodes -= entry.keys.nodeCount
    }

    fileprivate mutating func keep(_ keys: PatientKeys, for chart: KeyDeriver.Chart, capacity: Int) {
        evict(chart)
        clock += 1
        charts[chart] = (keys, clock)
        nodes += keys.nodeCount
        guard nodes > capacity else { return }
        // Half of the room is made at once, so that the search for the oldest is rare. The newest stays: it is in use.
        let oldest = charts.sorted { $0.value.used < $1.value.used }.map(\.key)
        for other in oldest where other != chart && nodes > capacity / 2 { evict(other) }
    }
}
