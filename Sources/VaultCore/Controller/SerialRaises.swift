internal import Synchronization
internal import VaultModel

/// How often the mark of serials was raised by this process, and the turn to raise it.
final class SerialRaises: Sendable {
    private let gate = SerialGate()
    private let count = Mutex(0)

    /// How often so far.
    var value: Int { count.withLock { $0 } }

    /// Raises the mark, unless that was done since it was raised so many times.
    func pass(unlessSince raises: Int, _ raise: () async throws -> Void) async throws {
        try await gate.pass {
            guard value == raises else { return }
            try await raise()
            count.withLock { $0 += 1 }
        }
    }
}
