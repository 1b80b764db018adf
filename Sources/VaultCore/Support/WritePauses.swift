internal import Synchronization
internal import VaultModel

/// Patients whose stores and amendments wait a moment, because an erasure of theirs could not be planned otherwise: each
/// version that comes in changes what the rules are asked about.
final class WritePauses: Sendable {
    private struct State {
        var paused: [PatientNumber: Int] = [:]
        var waiting: [PatientNumber: [CheckedContinuation<Void, Never>]] = [:]
    }

    private let state = Mutex(State())

    /// Lets nobody begin a store or an amendment for these patients while `body` runs.
    func during<Value>(_ patients: Set<PatientNumber>, _ body: () async throws -> Value) async rethrows
        -> Value
    {
        state.withLock { state in
            for patient in patients { state.paused[patient, default: 0] += 1 }
        }
        defer { end(patients) }
        return try await body()
    }

    /// Waits while a patient is paused.
    func wait(for patient: PatientNumber) async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.paused[patient] != nil else { return true }
                state.waiting[patient, default: []].append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func end(_ patients: Set<PatientNumber>) {
        let freed = state.withLock { state in
            patients.flatMap { patient -> [CheckedContinuation<Void, Never>] in
                let count = (state.paused[patient] ?? 1) - 1
                state.paused[patient] = count > 0 ? count : nil
                return count > 0 ? [] : state.waiting.removeValue(forKey: patient) ?? []
            }
        }
        for continuation in freed { continuation.resume() }
    }
}
