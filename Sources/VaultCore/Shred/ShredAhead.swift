internal import Keyring
internal import Synchronization

/// What of an erasure is made ready while its fence becomes durable: the key safe's pages, and the record.
///
/// The record begins once the fence holds its locks. Nothing of it is kept unless the fence became durable and the key safe
/// gave its receipt; whoever gave it up waits until it is undone.
final class ShredAhead: Sendable {
    private let fence = Handover<Void>()
    private let puncture = Handover<PunctureReceipt>()
    private let work = Mutex<Task<Void, any Error>?>(nil)
    private let prepared = Mutex<PunctureRequest?>(nil)
    /// What was ordered, without what the rules said, of which the record says nothing.
    let order: ShredOrder?

    /// - Parameter order: What was ordered; `nil` when the shred's row is to tell.
    init(_ order: ShredOrder? = nil) {
        self.order = order
    }

    /// Has the key safe prepare a puncture, unless it was told to already.
    func prepare(_ request: PunctureRequest, in keySafe: any KeySafe) {
        let isNew = prepared.withLock { prepared in
            defer { prepared = request }
            return prepared != request
        }
        if isNew { Task { await keySafe.prepare(request) } }
    }

    /// Begins the work.
    func begin(_ body: @escaping @Sendable (ShredAhead) async throws -> Void) {
        work.withLock { $0 = Task { try await body(self) } }
    }

    /// Waits for the fence; holds its thread.
    func waitForFence() throws { try fence.wait() }

    /// Waits for the key safe; holds its thread.
    func waitForReceipt() throws -> PunctureReceipt { try puncture.wait() }

    /// The fence is durable.
    func noteFence() { fence.resolve(.success(())) }

    /// The key safe has answered; returns once that is recorded.
    func finish(_ receipt: PunctureReceipt) async throws {
        puncture.resolve(.success(receipt))
        try await task?.value
    }

    /// Gives the work up, because of what went wrong before it.
    func abandon(_ error: any Error) async {
        fence.resolve(.failure(error))
        puncture.resolve(.failure(error))
        _ = await task?.result
    }

    private var task: Task<Void, any Error>? { work.withLock { $0 } }
}
