internal import Dispatch
internal import Foundation
internal import Synchronization

/// A thread of its own for calls that wait, so that they never hold a thread that tasks run on.
///
/// Calls run one after another, in the order they came. The thread ends with the value.
final class BlockingThread: Sendable {
    private let jobs = Jobs()

    init(name: String) {
        let jobs = jobs
        let thread = Thread { jobs.run() }
        thread.name = name
        thread.stackSize = 512 << 10
        thread.start()
    }

    deinit {
        jobs.append(nil)
    }

    /// Runs a call on the thread and returns what it returned.
    func run<Value: Sendable>(_ call: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            jobs.append { continuation.resume(with: Result(catching: call)) }
        }
    }
}

/// The calls that wait for their turn; nil is the last.
private final class Jobs: Sendable {
    private let waiting = Mutex<[(@Sendable () -> Void)?]>([])
    private let available = DispatchSemaphore(value: 0)

    func append(_ job: (@Sendable () -> Void)?) {
        waiting.withLock { $0.append(job) }
        available.signal()
    }

    func run() {
        while true {
            available.wait()
            guard let job = waiting.withLock({ $0.removeFirst() }) else { return }
            job()
        }
    }
}
