internal import Keyring
internal import Synchronization
internal import VaultModel

/// The nodes of patients used lately, in locked memory, bounded, and let go at an erasure.
final class KeyCache: Sendable {
    /// How many patients are kept.
    static let capacity = 1024

    private struct State {
        var keys: [PatientNumber: PatientKeys] = [:]
        var order: [PatientNumber] = []
        /// Raised by every eviction, so that a lookup that began before it is not kept after it.
        var generation = 0
    }

    private let keySafe: any KeySafe
    private let state = Mutex(State())

    init(keySafe: any KeySafe) {
        self.keySafe = keySafe
    }

    /// The live nodes of a patient.
    func keys(of patient: PatientNumber, in tree: TreeNumber) async throws -> PatientKeys {
        let (known, generation) = state.withLock { ($0.keys[patient], $0.generation) }
        if let known, known.tree == tree { return known }
        let nodes = try await keySafe.nodes(under: .patient(patient, in: tree))
        let keys = PatientKeys(patient: patient, tree: tree, nodes: nodes)
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.keys.updateValue(keys, forKey: patient) == nil { state.order.append(patient) }
            if state.order.count > Self.capacity { state.keys[state.order.removeFirst()] = nil }
        }
        return keys
    }

    /// Lets go of the patients that prefixes touch.
    func evict(_ patients: Set<PatientNumber>) {
        state.withLock { state in
            state.generation += 1
            for patient in patients { state.keys[patient] = nil }
            state.order.removeAll { patients.contains($0) }
        }
    }
}
