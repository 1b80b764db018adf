internal import Dispatch
internal import Synchronization

/// A value that one side waits for on its own thread while the other makes it.
final class Handover<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    init() {}

    /// A value that is there already.
    convenience init(_ value: Value) {
        self.init()
        resolve(.success(value))
    }

    /// Begins to make the value on a thread of its own.
    convenience init(making work: @escaping @Sendable () throws -> Value) {
        self.init()
        BlockingWork.start { [self] in resolve(Result(catching: work)) }
    }

    /// Hands over the value, or why there is none; only the first time counts.
    func resolve(_ outcome: Result<Value, any Error>) {
        result.withLock { $0 = $0 ?? outcome }
        isThere.signal()
    }

    /// Waits for the value; holds its thread, so never call it from the cooperative pool.
    ///
    /// - Throws: Why there is none.
    func wait() throws -> Value {
        isThere.wait()
        isThere.signal()
        guard let outcome = result.withLock({ $0 }) else { preconditionFailure("signalled without a value") }
        return try outcome.get()
    }
}
