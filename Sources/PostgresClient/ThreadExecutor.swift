internal import Dispatch
internal import Foundation
internal import Synchronization

/// A serial executor with a thread of its own, so that blocking calls never hold a thread of the shared pool.
final class ThreadExecutor: SerialExecutor {
    private let queue = JobQueue()

    init(name: String) {
        let queue = queue
        let thread = Thread {
            // Foundation may lose a name that is set before the thread has begun, so the kernel is told.
            try? Data(name.utf8).write(to: URL(fileURLWithPath: "/proc/thread-self/comm"))
            queue.run()
        }
        thread.start()
    }

    deinit {
        queue.stop()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedSerialExecutor()
        queue.append { unsafe job.runSynchronously(on: executor) }
    }
}

/// The jobs of one executor; kept alive by its thread as well.
private final class JobQueue: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var stopped = false
    }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    func append(_ job: @escaping @Sendable () -> Void) {
        state.withLock { $0.jobs.append(job) }
        available.signal()
    }

    func stop() {
        state.withLock { $0.stopped = true }
        available.signal()
    }

    func run() {
        while true {
            available.wait()
            let (jobs, stopped) = state.withLock { state in
                defer { state.jobs.removeAll(keepingCapacity: true) }
                return (state.jobs, state.stopped)
            }
            for job in jobs { job() }
            if stopped { return }
        }
    }
}
