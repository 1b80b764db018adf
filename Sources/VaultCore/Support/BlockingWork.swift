internal import Dispatch

/// Work that waits for files or is long, done away from the few threads that everything else runs on.
enum BlockingWork {
    private static let queue = DispatchQueue(label: "lethe.blocking", attributes: .concurrent)

    /// Runs `work` on a thread of its own and waits for it without holding one.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }

    /// Begins `work` on a thread of its own.
    static func start(_ work: @escaping @Sendable () -> Void) {
        queue.async(execute: work)
    }
}
